package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A batch of the aggregate step on a real topic: its members are open until the batch's fate is known. */
class FailedBatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.get();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean fails = new AtomicBoolean(true);
    private final Processor sends = batch -> {
        sizes.add(ExchangeRecords.of(batch).size());
        if (fails.get()) {
            throw Failure.payload("the endpoint refuses the batch");
        }
    };

    private static String route(String topic, int size, String timeout) {
        return """
                - beans:
                    - name: gathered
                      type: dev.wadi.enrich.component.Batch
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { sessionTimeout: 30s, drainTimeout: 300 }
                      steps:
                        - aggregate:
                            correlationExpression: { constant: all }
                            aggregationStrategy: "#gathered"
                            completionSize: %2$d
                            completionTimeout: %3$s
                            steps: [ process: { ref: sends } ]
                """.formatted(topic, size, timeout);
    }

    private RunningRoutes start(String topic, int size, String timeout) throws Exception {
        return RunningRoutes.on(kafka).impatient().bind("sends", sends).start(route(topic, size, timeout));
    }

    private void write(String topic, int count) {
        kafka.writeAll(
                topic,
                IntStream.range(0, count)
                        .mapToObj(i -> new ProducerRecord<>(topic, "key-" + i % 4, "{\"n\":" + i + "}"))
                        .toList());
    }

    private long committed(String topic) {
        return kafka.committed(topic + "-route", topic);
    }

    @Test
    void each_member_of_a_batch_that_fails_gets_a_dead_letter_of_its_own() throws Exception {
        String topic = kafka.newTopic("failed-batch");
        write(topic, 20);
        try (RunningRoutes routes = start(topic, 5, "60000")) {
            await().atMost(LIMIT).until(() -> committed(topic) == 20);
            assertThat(routes.outcomes()).hasSize(20);
            assertThat(routes.outcomes().values())
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Dead.class));
        }
        assertThat(sizes).filteredOn(size -> size == 5).as("whole batches").hasSize(4);
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.read(topic + ".dlq");
        assertThat(letters.stream().map(letter -> text(letter.value())))
                .containsExactlyInAnyOrderElementsOf(kafka.values(topic));
        assertThat(letters).allSatisfy(letter -> {
            assertThat(text(letter.headers().lastHeader(FailureHeaders.CAUSE).value()))
                    .isEqualTo("the endpoint refuses the batch");
            assertThat(letter.headers().lastHeader(FailureHeaders.ORIGIN_OFFSET))
                    .isNotNull();
        });
    }

    /** Batches that were filling used to hold up a stop for {@code drainTimeout}, and came again afterwards. */
    @Test
    void members_that_wait_for_their_batch_when_the_consumer_stops_go_out_at_once() throws Exception {
        String topic = kafka.newTopic("unfilled-batch");
        write(topic, 7);
        fails.set(false);
        try (RunningRoutes routes = start(topic, 1_000, "600000")) {
            await().atMost(LIMIT).until(() -> routes.accounts().getFirst().received() == 7);
            assertThat(routes.outcomes()).isEmpty();
        }
        assertThat(sizes).containsExactly(7);
        assertThat(committed(topic)).isEqualTo(7);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
