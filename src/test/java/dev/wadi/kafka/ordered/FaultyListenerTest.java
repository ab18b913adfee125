package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.record.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A listener that throws when it hears of a record's end. */
class FaultyListenerTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_record_has_ended_all_the_same_and_the_next_of_its_key_begins() throws Exception {
        DeadLetters none = letter -> CompletableFuture.completedFuture(null);
        ScriptedRoute route = new ScriptedRoute(Map.of(), new Random(1));
        try (LoneShards shards = new LoneShards(1, 1, RecordOrder.KEY, route, none)) {
            shards.afterEach(() -> {
                throw new IllegalStateException("a listener's fault");
            });
            shards.poll(
                    List.of(LoneShards.record(0, 0, KEY), LoneShards.record(0, 1, KEY), LoneShards.record(0, 2, KEY)));
            await().atMost(Duration.ofSeconds(20)).until(() -> shards.ended().size() == 3);
            assertThat(shards.snapshot().inFlight()).isZero();
        }
    }
}
