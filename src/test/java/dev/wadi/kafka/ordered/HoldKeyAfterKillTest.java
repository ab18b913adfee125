package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * What a consumer that was killed leaves behind, at each point between a mark and a commit: order is kept, nothing is lost,
 * and no mark stays for ever. On a real broker, on which the remains are written as a killed consumer would have.
 */
final class HoldKeyAfterKillTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] KEY = "a".getBytes(StandardCharsets.UTF_8);

    private final TestKafka kafka = TestKafka.get();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    private RunningRoutes start(String topic) throws Exception {
        Processor step = exchange -> done.add(exchange.getMessage().getBody(String.class));
        return RunningRoutes.on(kafka).bind("step", step).start("""
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters:
                        sessionTimeout: 30s
                        format: text
                        onRetry: hold-key
                        onDeadLetter: hold-key
                        retryDelays: '500ms,1s'
                        maxRetries: 2
                      steps:
                        - process: { ref: step }
                """.formatted(topic, topic));
    }

    private String topicWith(String name, int records) {
        String topic = kafka.newTopic(name);
        for (int i = 0; i < records; i++) {
            kafka.write(topic, "a", "a:" + i);
        }
        return topic;
    }

    private Origin origin(String topic, int number) {
        ConsumerRecord<byte[], byte[]> written = kafka.read(topic).get(number);
        return new Origin(topic, written.partition(), written.offset());
    }

    /** Writes a mark as a consumer does when it puts a record aside. */
    private long mark(String topic, int number, String where, Instant due) {
        Origin origin = origin(topic, number);
        HeldMark mark = new HeldMark(
                new HeldMark.Id(topic + "-route", origin),
                ByteBuffer.wrap(KEY),
                where,
                due,
                new HeldMark.Blocker(origin, FailureFamily.TRANSIENT, "the API is down"));
        return publish(mark.written(HeldMark.topicOf(topic)));
    }

    private void retry(String topic, int number, String where, Instant due, long mark) {
        Origin origin = origin(topic, number);
        publish(new OutgoingRecord(
                where,
                KEY,
                ("a:" + number).getBytes(StandardCharsets.UTF_8),
                List.of(
                        FailureHeaders.text(FailureHeaders.GROUP, topic + "-route"),
                        FailureHeaders.text(FailureHeaders.RETRIES, 1),
                        FailureHeaders.text(FailureHeaders.ORIGIN_TOPIC, origin.topic()),
                        FailureHeaders.text(FailureHeaders.ORIGIN_PARTITION, origin.partition()),
                        FailureHeaders.text(FailureHeaders.ORIGIN_OFFSET, origin.offset()),
                        FailureHeaders.text(FailureHeaders.DUE, due),
                        FailureHeaders.text(FailureHeaders.HELD, mark))));
    }

    private long publish(OutgoingRecord outgoing) {
        try (KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics())) {
            return publisher.publish(outgoing).toCompletableFuture().join().offset();
        }
    }

    private void awaitDelivered(String topic, int records) throws Exception {
        try (RunningRoutes routes = start(topic)) {
            await().atMost(LIMIT).until(() -> delivered(routes) == records);
            await().atMost(LIMIT)
                    .until(() -> routes.snapshots().getFirst().inFlight() == 0
                            && kafka.committed(topic + "-route", topic) == kafka.size(topic));
            assertThat(delivered(routes)).isEqualTo(records);
        }
    }

    private static long delivered(RunningRoutes routes) {
        return routes.outcomes().values().stream()
                .filter(Outcome.Delivered.class::isInstance)
                .count();
    }

    private long removals(String topic) {
        return kafka.read(topic + ".held").stream()
                .filter(mark -> mark.value() == null)
                .count();
    }

    @Test
    void killed_after_the_mark_the_record_goes_where_its_mark_says_and_the_others_follow() throws Exception {
        String topic = topicWith("kill-marked", 3);
        mark(topic, 0, topic + ".retry.500ms", Instant.now().plusSeconds(1));
        awaitDelivered(topic, 3);
        assertThat(done).containsExactly("a:0", "a:1", "a:2");
        assertThat(kafka.values(topic + ".retry.500ms")).containsExactly("a:0", "a:1", "a:2");
        assertThat(removals(topic)).isEqualTo(3);
    }

    @Test
    void killed_before_the_commit_the_record_is_done_twice_and_nothing_overtakes_it() throws Exception {
        String topic = topicWith("kill-uncommitted", 3);
        Instant due = Instant.now().plusSeconds(1);
        long mark = mark(topic, 0, topic + ".retry.500ms", due);
        retry(topic, 0, topic + ".retry.500ms", due, mark);
        awaitDelivered(topic, 4);
        assertThat(done).containsExactly("a:0", "a:0", "a:1", "a:2");
    }

    @Test
    void killed_on_the_way_to_its_next_retry_it_goes_on_there_with_its_followers_behind_it() throws Exception {
        String topic = topicWith("kill-second-retry", 2);
        Instant due = Instant.now();
        long first = mark(topic, 0, topic + ".retry.500ms", due);
        retry(topic, 0, topic + ".retry.500ms", due, first);
        long follower = mark(topic, 1, topic + ".retry.500ms", due);
        retry(topic, 1, topic + ".retry.500ms", due, follower);
        mark(topic, 0, topic + ".retry.1s", due.plusSeconds(2));
        try (RunningRoutes routes = start(topic)) {
            await().atMost(LIMIT).until(() -> done.stream().distinct().count() == 2);
            await().atMost(LIMIT).until(() -> routes.snapshots().getFirst().inFlight() == 0);
        }
        assertThat(done.stream().distinct()).containsExactly("a:0", "a:1");
    }

    @Test
    void killed_before_its_mark_was_removed_a_record_that_was_done_is_done_again_and_its_mark_removed()
            throws Exception {
        String topic = topicWith("kill-done", 1);
        Instant due = Instant.now();
        long mark = mark(topic, 0, topic + ".retry.500ms", due);
        retry(topic, 0, topic + ".retry.500ms", due, mark);
        awaitDelivered(topic, 2);
        assertThat(removals(topic)).isPositive();
    }
}
