package dev.wadi.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Origin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientPublisherTest {

    private static final Origin WRITTEN = new Origin("done", 0, 0);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    private CompletionStage<Origin> publish(EventPublisher publisher) {
        return new PatientPublisher(publisher, new PersistentPublisher(publisher, scheduler))
                .publish(new OutgoingRecord("done", null, null, List.of()));
    }

    private static CompletionStage<Origin> failed(FailureFamily family) {
        return CompletableFuture.failedStage(Failure.of(family, "no", null, 1));
    }

    @Test
    void what_fails_for_a_while_is_written_in_the_end() {
        CompletionStage<Origin> written = publish(record -> tries.incrementAndGet() < 3
                ? failed(FailureFamily.TRANSIENT)
                : CompletableFuture.completedFuture(WRITTEN));
        assertThat(written.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join())
                .isEqualTo(WRITTEN);
        assertThat(tries).hasValue(3);
    }

    @Test
    void what_kafka_will_never_take_fails_at_once() {
        assertThat(publish(record -> {
                            tries.incrementAndGet();
                            return failed(FailureFamily.PAYLOAD);
                        })
                        .toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(tries).hasValue(1);
    }
}
