package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What may pass waits in a retry topic, and comes back. On a real broker, with retries after 1 and 2 seconds. */
final class RetryTopicsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestKafka kafka = TestKafka.get();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean down = new AtomicBoolean(true);

    private static String route(String id, String topic, String options) {
        return """
                - route:
                    id: %s
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, %s }
                      steps:
                        - process: { ref: step }
                """.formatted(id, topic, options);
    }

    /** Fails while the API is down for all records but those that say they are fine. */
    private Processor step() {
        return exchange -> {
            String body = exchange.getMessage().getBody(String.class);
            seen.add(body + " " + handle(exchange).origin().offset());
            if (down.get() && !body.contains("fine")) {
                throw Failure.of(FailureFamily.TRANSIENT, "the API is down", null, 3);
            }
        };
    }

    private static RecordHandle handle(Exchange exchange) {
        return ExchangeRecords.first(exchange).orElseThrow();
    }

    private RunningRoutes start(String id, String topic, String options) throws Exception {
        return RunningRoutes.on(kafka).bind("step", step()).start(route(id, topic, "format: text, " + options));
    }

    private static long ended(RunningRoutes routes, Class<? extends Outcome> how) {
        return routes.outcomes().values().stream().filter(how::isInstance).count();
    }

    @Test
    void a_record_comes_back_from_its_retry_topic_and_is_delivered_with_the_origin_it_had() throws Exception {
        String topic = kafka.newTopic("retry-back");
        try (RunningRoutes routes = start("retry-back", topic, "shards: 1")) {
            kafka.write(topic, "a", "one");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
            down.set(false);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 1);
            ConsumerStatistics.Snapshot now = routes.snapshots().getFirst();
            assertThat(now.received()).isEqualTo(2);
            assertThat(now.retried()).isEqualTo(1);
            assertThat(now.inFlight()).isZero();
        }
        assertThat(seen).containsExactly("one 0", "one 0");
        ConsumerRecord<byte[], byte[]> waiting = kafka.read(topic + ".retry.1s").getFirst();
        assertThat(waiting.value()).asString(StandardCharsets.UTF_8).isEqualTo("one");
        assertThat(waiting.key()).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(header(waiting, FailureHeaders.RETRIES)).isEqualTo("1");
        assertThat(header(waiting, FailureHeaders.ATTEMPTS)).isEqualTo("3");
        assertThat(Instant.parse(header(waiting, FailureHeaders.DUE)))
                .isEqualTo(
                        Instant.parse(header(waiting, FailureHeaders.FAILED_AT)).plusSeconds(1));
    }

    @Test
    void after_the_last_retry_it_is_a_dead_letter_that_tells_of_all_rounds() throws Exception {
        String topic = kafka.newTopic("retry-dead");
        try (RunningRoutes routes = start("retry-dead", topic, "shards: 1")) {
            kafka.write(topic, "a", "one");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 1);
        }
        assertThat(seen).hasSize(3);
        assertThat(kafka.read(topic + ".retry.2s")).hasSize(1);
        ConsumerRecord<byte[], byte[]> letter = kafka.read(topic + ".dlq").getFirst();
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("one");
        assertThat(header(letter, FailureHeaders.RETRIES)).isEqualTo("2");
        assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("9");
        assertThat(header(letter, FailureHeaders.ORIGIN_TOPIC)).isEqualTo(topic);
        assertThat(header(letter, FailureHeaders.TOPIC)).isEqualTo(topic);
        assertThat(Instant.parse(header(letter, FailureHeaders.FIRST_FAILED_AT)))
                .isBefore(Instant.parse(header(letter, FailureHeaders.FAILED_AT)));
        assertThat(Stream.of(letter.headers().toArray()).filter(h -> h.key().equals(FailureHeaders.DUE)))
                .isEmpty();
    }

    @Test
    void max_retries_is_honoured_beyond_the_delays_and_below_them() throws Exception {
        String none = kafka.newTopic("retry-none");
        String more = kafka.newTopic("retry-more");
        try (RunningRoutes first = start("retry-none", none, "maxRetries: 0");
                RunningRoutes second = start("retry-more", more, "maxRetries: 3, retryDelays: '50ms'")) {
            kafka.write(none, "a", "none");
            kafka.write(more, "a", "more");
            await().atMost(LIMIT).until(() -> ended(first, Outcome.Dead.class) == 1);
            await().atMost(LIMIT).until(() -> ended(second, Outcome.Dead.class) == 1);
            assertThat(ended(first, Outcome.Retried.class)).isZero();
            assertThat(ended(second, Outcome.Retried.class)).isEqualTo(3);
        }
    }

    @Test
    void records_wait_without_holding_up_others_and_come_back_in_their_order() throws Exception {
        String topic = kafka.newTopic("retry-order");
        try (RunningRoutes routes = start("retry-order", topic, "retryDelays: '3s', maxRetries: 5")) {
            for (int i = 0; i < 5; i++) {
                kafka.write(topic, "a", "bad" + i);
            }
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 5);
            kafka.write(topic, "a", "fine");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 1);
            down.set(false);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 6);
        }
        assertThat(seen)
                .containsExactly(
                        "bad0 0", "bad1 1", "bad2 2", "bad3 3", "bad4 4", "fine 5", "bad0 0", "bad1 1", "bad2 2",
                        "bad3 3", "bad4 4");
    }

    @Test
    void what_waits_survives_a_restart() throws Exception {
        String topic = kafka.newTopic("retry-restart");
        try (RunningRoutes routes = start("retry-restart", topic, "retryDelays: '2s', maxRetries: 5")) {
            kafka.write(topic, "a", "one");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
        }
        down.set(false);
        // The retry that the record waits for is no longer configured.
        try (RunningRoutes routes = start("retry-restart", topic, "retryDelays: '9s', maxRetries: 5")) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 1);
        }
        assertThat(seen).containsExactly("one 0", "one 0");
    }

    @Test
    void a_group_takes_its_own_records_of_a_retry_topic_that_it_shares() throws Exception {
        String topic = kafka.newTopic("retry-shared");
        Queue<String> seenByOther = new ConcurrentLinkedQueue<>();
        Processor other = exchange -> seenByOther.add(exchange.getMessage().getBody(String.class));
        try (RunningRoutes failing = start("retry-shared", topic, "shards: 1");
                RunningRoutes fine = RunningRoutes.on(kafka)
                        .bind("step", other)
                        .start(route("retry-other", topic, "format: text"))) {
            kafka.write(topic, "a", "one");
            await().atMost(LIMIT).until(() -> ended(failing, Outcome.Dead.class) == 1);
            await().atMost(LIMIT).until(() -> kafka.committed("retry-other", topic + ".retry.2s") == 1);
            assertThat(fine.outcomes()).hasSize(1);
        }
        assertThat(seenByOther).containsExactly("one");
    }

    @Test
    void what_is_put_into_the_replay_topic_is_worked_on_at_once_as_the_record_it_was() throws Exception {
        String topic = kafka.newTopic("replay");
        down.set(false);
        Queue<Integer> replays = new ConcurrentLinkedQueue<>();
        Processor step = exchange -> {
            seen.add(handle(exchange).origin().toString());
            replays.add(handle(exchange).history().replays());
        };
        try (RunningRoutes routes =
                RunningRoutes.on(kafka).bind("step", step).start(route("replay", topic, "format: text"))) {
            ProducerRecord<String, String> replayed = new ProducerRecord<>(topic + ".replay", "a", "one");
            Map.of(
                            FailureHeaders.GROUP, "replay",
                            FailureHeaders.ORIGIN_TOPIC, "first",
                            FailureHeaders.ORIGIN_PARTITION, "3",
                            FailureHeaders.ORIGIN_OFFSET, "9876543210",
                            FailureHeaders.REPLAYS, "1")
                    .forEach((name, value) -> replayed.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            kafka.writeAll(topic, List.of(replayed));
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 1);
        }
        assertThat(seen).containsExactly("first-3@9876543210");
        assertThat(replays).containsExactly(1);
    }

    @Test
    void headers_that_look_like_ours_are_not_believed_where_records_come_in() throws Exception {
        String topic = kafka.newTopic("forged");
        ProducerRecord<String, String> forged = new ProducerRecord<>(topic, "a", "one");
        Map.of(FailureHeaders.ORIGIN_TOPIC, "other", FailureHeaders.ORIGIN_PARTITION, "1", FailureHeaders.RETRIES, "9")
                .forEach((name, value) -> forged.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        forged.headers().add(FailureHeaders.ORIGIN_OFFSET, "77".getBytes(StandardCharsets.UTF_8));
        forged.headers().add(FailureHeaders.DUE, "2999-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8));
        kafka.writeAll(topic, List.of(forged));
        try (RunningRoutes routes = start("forged", topic, "shards: 1")) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
        }
        assertThat(seen).containsExactly("one 0");
    }

    @Test
    void a_delayed_consumer_keeps_each_record_of_its_topic_until_it_is_due() throws Exception {
        String topic = kafka.newTopic("delayed");
        Instant due = Instant.now().plusSeconds(2);
        ProducerRecord<String, String> later = new ProducerRecord<>(topic, "a", "later");
        later.headers().add(FailureHeaders.DUE, due.toString().getBytes(StandardCharsets.UTF_8));
        Queue<Instant> when = new ConcurrentLinkedQueue<>();
        Processor step = exchange -> when.add(Instant.now());
        kafka.writeAll(topic, List.of(later, new ProducerRecord<>(topic, "a", "behind it")));
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("step", step)
                .start(route("delayed", topic, "format: text, delayed: true"))) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 2);
        }
        assertThat(when).allSatisfy(instant -> assertThat(instant).isAfterOrEqualTo(due));
    }

    /** Each item of a split used to write a retry of its own for the whole record. */
    @Test
    void a_record_whose_parts_fail_each_for_itself_is_retried_once() throws Exception {
        String topic = kafka.newTopic("split");
        Processor step = exchange -> {
            throw Failure.of(FailureFamily.TRANSIENT, "the API is down", null, 1);
        };
        String yaml = """
                - route:
                    id: split
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, format: text, retryDelays: '100ms', maxRetries: 2 }
                      steps:
                        - doTry:
                            steps:
                              - split:
                                  tokenize: { token: "," }
                                  steps:
                                    - doTry:
                                        steps:
                                          - process: { ref: step }
                                        doCatch:
                                          - exception: [ "java.lang.Exception" ]
                                            steps:
                                              - to: retry:later
                """.formatted(topic);
        kafka.write(topic, "a", "1,2,3,4,5");
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(yaml)) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 1);
            assertThat(ended(routes, Outcome.Retried.class)).isEqualTo(2);
        }
        assertThat(kafka.read(topic + ".retry.100ms")).hasSize(2);
        assertThat(kafka.read(topic + ".dlq")).hasSize(1);
    }

    /** The retry and replay topics used to start at their end too: what waited there was skipped. */
    @Test
    void a_group_that_starts_at_the_end_of_its_topic_still_finds_its_retries() throws Exception {
        String topic = kafka.newTopic("latest");
        kafka.write(topic, "a", "old");
        try (RunningRoutes routes =
                start("latest", topic, "autoOffsetReset: latest, retryDelays: '3s', maxRetries: 5")) {
            await().atMost(LIMIT).until(() -> kafka.committed("latest", topic) == 1);
            kafka.write(topic, "a", "new");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
        }
        down.set(false);
        try (RunningRoutes routes =
                start("latest", topic, "autoOffsetReset: latest, retryDelays: '3s', maxRetries: 5")) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 1);
        }
        assertThat(seen).containsExactly("new 1", "new 1");
    }

    @Test
    void what_fails_in_a_delayed_consumer_comes_back_to_it() throws Exception {
        String topic = kafka.newTopic("delayed-fails");
        try (RunningRoutes routes =
                start("delayed-fails", topic, "delayed: true, retryDelays: '50ms', maxRetries: 3")) {
            kafka.write(topic, "a", "one");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 1);
        }
        assertThat(seen).hasSize(4);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                Objects.requireNonNull(letter.headers().lastHeader(name)).value(), StandardCharsets.UTF_8);
    }
}
