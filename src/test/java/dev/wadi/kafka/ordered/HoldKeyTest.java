package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import dev.wadi.record.Outcome;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The later records of a key follow one that waits or is dead, and stay behind it. On a real broker. */
final class HoldKeyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BOTH = "onRetry: hold-key, onDeadLetter: hold-key, retryDelays: '1s,2s', maxRetries: 2";

    private final TestKafka kafka = TestKafka.get();

    /** What fails for now: {@code key:number}. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final Queue<String> tried = new ConcurrentLinkedQueue<>();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    private static String route(String topic, String options) {
        return """
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, format: text, %s }
                      steps:
                        - process: { ref: step }
                """.formatted(topic, topic, options);
    }

    private Processor step() {
        return exchange -> {
            String body = exchange.getMessage().getBody(String.class);
            tried.add(body);
            if (failing.contains(body)) {
                throw Failure.of(FailureFamily.TRANSIENT, "the API is down", null, 3);
            }
            if (poison.contains(body)) {
                throw Failure.payload("this is poison");
            }
            done.add(body);
        };
    }

    private RunningRoutes start(String topic, String options) throws Exception {
        return RunningRoutes.on(kafka).bind("step", step()).start(route(topic, options));
    }

    private void write(String topic, String key, int from, int to) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(new ProducerRecord<>(topic, key, key + ":" + i));
        }
        kafka.writeAll(topic, records);
    }

    private static List<String> numbered(String key, int from, int to) {
        List<String> bodies = new ArrayList<>();
        for (int i = from; i < to; i++) {
            bodies.add(key + ":" + i);
        }
        return bodies;
    }

    private List<String> doneOf(String key) {
        return done.stream().filter(body -> body.startsWith(key + ":")).toList();
    }

    private static long ended(RunningRoutes routes, Class<? extends Outcome> how) {
        return routes.outcomes().values().stream().filter(how::isInstance).count();
    }

    private static void awaitIdle(RunningRoutes routes) {
        await().atMost(LIMIT).until(() -> routes.snapshots().getFirst().inFlight() == 0);
    }

    @Test
    void later_records_follow_through_two_retries_and_come_back_in_their_order() throws Exception {
        String topic = kafka.newTopic("hold-order");
        failing.add("a:0");
        try (RunningRoutes routes = start(topic, BOTH)) {
            write(topic, "a", 0, 5);
            write(topic, "b", 0, 5);
            await().atMost(LIMIT).until(() -> doneOf("b").size() == 5);
            assertThat(doneOf("a")).isEmpty();
            await().atMost(LIMIT).until(() -> kafka.size(topic + ".retry.2s") >= 1);
            failing.clear();
            write(topic, "a", 5, 8);
            await().atMost(LIMIT).until(() -> doneOf("a").size() == 8);
            awaitIdle(routes);
        }
        assertThat(doneOf("a")).isEqualTo(numbered("a", 0, 8));
        assertThat(tried).containsOnlyOnceElementsOf(numbered("a", 1, 8));
        assertThat(marks(topic)).isEmpty();
    }

    @Test
    void a_follower_has_all_its_own_retries_left() throws Exception {
        String topic = kafka.newTopic("hold-retries");
        failing.addAll(List.of("a:0", "a:1"));
        try (RunningRoutes routes = start(topic, "onRetry: hold-key, retryDelays: '300ms', maxRetries: 2")) {
            write(topic, "a", 0, 3);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 2);
            await().atMost(LIMIT).until(() -> doneOf("a").size() == 1);
            awaitIdle(routes);
        }
        assertThat(tried).containsExactly("a:0", "a:0", "a:0", "a:1", "a:1", "a:1", "a:2");
        assertThat(marks(topic)).isEmpty();
        ConsumerRecord<byte[], byte[]> letter = kafka.read(topic + ".dlq").get(1);
        assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("9");
        assertThat(header(letter, FailureHeaders.RETRIES)).isEqualTo("2");
        assertThat(header(letter, FailureHeaders.CAUSE)).isEqualTo("the API is down");
    }

    @Test
    void who_waits_is_known_after_a_restart() throws Exception {
        String topic = kafka.newTopic("hold-restart");
        failing.add("a:0");
        try (RunningRoutes routes = start(topic, BOTH)) {
            write(topic, "a", 0, 2);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) >= 2);
        }
        write(topic, "a", 2, 4);
        try (RunningRoutes routes = start(topic, BOTH.replace("1s,2s", "1s,4s"))) {
            await().atMost(LIMIT).until(() -> kafka.size(topic + ".retry.4s") >= 4);
            failing.clear();
            await().atMost(LIMIT).until(() -> doneOf("a").size() == 4);
            awaitIdle(routes);
        }
        assertThat(doneOf("a")).isEqualTo(numbered("a", 0, 4));
        assertThat(marks(topic)).isEmpty();
    }

    @Test
    void records_without_a_key_are_not_held() throws Exception {
        String topic = kafka.newTopic("hold-keyless");
        failing.add("0");
        try (RunningRoutes routes = start(topic, BOTH)) {
            kafka.write(topic, null, "0");
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
            for (int i = 0; i < 12; i++) {
                kafka.write(topic, null, "fine");
            }
            await().atMost(LIMIT).until(() -> done.size() == 12);
        }
        assertThat(kafka.size(topic + ".held")).isZero();
    }

    @Test
    void behind_a_dead_letter_later_records_stay_until_it_is_replayed() throws Exception {
        String topic = kafka.newTopic("hold-dead");
        poison.add("a:0");
        try (RunningRoutes routes = start(topic, "onDeadLetter: hold-key")) {
            write(topic, "a", 0, 3);
            write(topic, "b", 0, 2);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 3);
            await().atMost(LIMIT).until(() -> doneOf("b").size() == 2);
            List<ConsumerRecord<byte[], byte[]>> letters = kafka.read(topic + ".dlq");
            assertThat(letters.stream().map(letter -> header(letter, FailureHeaders.KIND)))
                    .containsExactly("record", "held", "held");
            assertThat(letters.stream().skip(1).map(letter -> header(letter, FailureHeaders.CAUSE)))
                    .allMatch(cause -> cause.matches("held behind " + topic + "-\\d@0: this is poison"));
            replay(topic, letters.subList(1, 2)); // not the one that it stays behind
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 4);
            poison.clear();
            replay(topic, letters);
            write(topic, "a", 3, 4);
            await().atMost(LIMIT).until(() -> doneOf("a").size() >= 3);
            awaitIdle(routes);
        }
        assertThat(doneOf("a").subList(0, 3)).isEqualTo(numbered("a", 0, 3));
    }

    @Test
    void a_dead_letter_that_is_discarded_lets_the_later_records_go() throws Exception {
        String topic = kafka.newTopic("hold-discard");
        poison.add("a:0");
        try (RunningRoutes routes = start(topic, "onDeadLetter: hold-key")) {
            write(topic, "a", 0, 1);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Dead.class) == 1);
            HeldMark.removal(KafkaRecords.toSource(kafka.read(topic + ".dlq").getFirst()))
                    .ifPresent(this::publish);
            await().atMost(LIMIT).until(() -> kafka.size(topic + ".held") == 2);
        }
        try (RunningRoutes routes = start(topic, "onDeadLetter: hold-key")) {
            write(topic, "a", 1, 3);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 2);
        }
        assertThat(doneOf("a")).isEqualTo(numbered("a", 1, 3));
        assertThat(marks(topic)).isEmpty();
    }

    @Test
    void in_batches_those_that_have_to_stay_behind_are_left_out() throws Exception {
        String topic = kafka.newTopic("hold-batches");
        failing.add("a:0");
        Processor step = exchange -> {
            List<?> bodies = exchange.getMessage().getBody(List.class);
            if (bodies.stream().anyMatch(failing::contains)) {
                throw Failure.of(FailureFamily.TRANSIENT, "the API is down", null, 3);
            }
            bodies.forEach(body -> done.add(body.toString()));
        };
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("step", step)
                .start(route(topic, BOTH + ", batchSize: 3, batchTimeout: 200ms"))) {
            write(topic, "a", 0, 1);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) == 1);
            for (int i = 1; i < 5; i++) {
                write(topic, "a", i, i + 1);
                write(topic, "b", i, i + 1);
            }
            await().atMost(LIMIT).until(() -> doneOf("b").size() == 4);
            assertThat(doneOf("a")).isEmpty();
            failing.clear();
            await().atMost(LIMIT).until(() -> doneOf("a").size() == 5);
            awaitIdle(routes);
        }
        assertThat(doneOf("a")).isEqualTo(numbered("a", 0, 5));
        assertThat(marks(topic)).isEmpty();
    }

    @Test
    void marks_are_removed_even_when_nobody_is_to_follow_any_more() throws Exception {
        String topic = kafka.newTopic("hold-switched-off");
        failing.add("a:0");
        try (RunningRoutes routes = start(topic, BOTH)) {
            write(topic, "a", 0, 3);
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Retried.class) >= 3);
        }
        failing.clear();
        try (RunningRoutes routes = start(topic, "retryDelays: '1s,2s', maxRetries: 2")) {
            await().atMost(LIMIT).until(() -> ended(routes, Outcome.Delivered.class) == 3);
        }
        assertThat(doneOf("a")).isEqualTo(numbered("a", 0, 3));
        assertThat(marks(topic)).isEmpty();
    }

    /** Puts dead letters back as the command does: without the story of the failure that is over. */
    private void replay(String topic, List<ConsumerRecord<byte[], byte[]>> letters) {
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            SourceRecord source = KafkaRecords.toSource(letter);
            List<Header> headers = source.headers().stream()
                    .filter(header -> header.name().startsWith(FailureHeaders.PREFIX + "origin")
                            || header.name().equals(FailureHeaders.GROUP))
                    .toList();
            publish(new OutgoingRecord(topic + ".replay", source.key(), source.value(), headers));
        }
    }

    private void publish(OutgoingRecord outgoing) {
        try (KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics())) {
            publisher.publish(outgoing).toCompletableFuture().join();
        }
    }

    /** What marks are left in the topic of marks. */
    private Set<String> marks(String topic) {
        Set<String> marks = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> mark : kafka.read(topic + ".held")) {
            String id = new String(mark.key(), StandardCharsets.UTF_8);
            if (mark.value() == null) {
                marks.remove(id);
            } else {
                marks.add(id);
            }
        }
        return marks;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                Objects.requireNonNull(letter.headers().lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }
}
