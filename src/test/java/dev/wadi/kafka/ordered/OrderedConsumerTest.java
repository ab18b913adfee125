package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Hold;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** kafka-ordered: on a real broker. */
class OrderedConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestKafka kafka = TestKafka.get();

    private static String route(String topic, String options) {
        return """
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, %s }
                      steps:
                        - process: { ref: step }
                """.formatted(topic, topic, options);
    }

    private static List<ProducerRecord<String, String>> numbered(String topic, int count, int keys) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(topic, "key-" + i % keys, "{\"n\": " + i + "}"));
        }
        return records;
    }

    /** Completes exchanges on other threads, in no order. */
    private static final class Elsewhere extends AsyncProcessorSupport {
        private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger mostInside = new AtomicInteger();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RecordHandle handle = ExchangeRecords.first(exchange).orElseThrow();
            String key = new String(Objects.requireNonNull(handle.source().key()), StandardCharsets.UTF_8);
            int n = number(exchange);
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.ofVirtual().start(() -> {
                seen.computeIfAbsent(key, k -> new ArrayList<>()).add(n); // one at a time per key, or it breaks
                inside.decrementAndGet();
                callback.done(false);
            });
            return false;
        }
    }

    @Test
    void works_on_many_keys_at_once_and_on_each_in_order() throws Exception {
        String topic = kafka.newTopic("order");
        kafka.writeAll(topic, numbered(topic, 3_000, 40));
        Elsewhere step = new Elsewhere();
        try (RunningRoutes routes =
                RunningRoutes.on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20, shards: 2"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 3_000);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 3_000);
        }
        assertThat(step.seen).hasSize(40);
        step.seen.values().forEach(numbers -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
        assertThat(step.mostInside.get()).isBetween(2, 20);
    }

    @Test
    void commits_nothing_past_a_record_that_somebody_still_holds() throws Exception {
        String topic = kafka.newTopic("held");
        Queue<Hold> holds = new ConcurrentLinkedQueue<>();
        Processor step = exchange -> {
            if (number(exchange) == 0) {
                holds.add(ExchangeRecords.first(exchange).orElseThrow().holdOpen());
            }
        };
        kafka.writeAll(topic, numbered(topic, 50, 1));
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 49);
            assertThat(kafka.committed(topic + "-route", topic)).isZero();
            assertThat(routes.snapshots().getFirst().inFlight()).isEqualTo(1);
            holds.remove().release();
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 50);
        }
    }

    @Test
    void a_held_key_waits_while_other_keys_go_on() throws Exception {
        String topic = kafka.newTopic("key-held");
        Queue<Hold> holds = new ConcurrentLinkedQueue<>();
        Processor step = exchange -> {
            if (number(exchange) == 0) {
                holds.add(ExchangeRecords.first(exchange).orElseThrow().hold());
            }
        };
        kafka.writeAll(topic, numbered(topic, 20, 2));
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 10);
            holds.remove().release();
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 20);
        }
    }

    @Test
    void keeps_what_is_not_json_as_a_dead_letter_with_its_original_bytes() throws Exception {
        String topic = kafka.newTopic("broken");
        kafka.write(topic, "a", "{\"n\": 1");
        kafka.write(topic, "a", "{\"n\": 2}");
        try (RunningRoutes routes =
                RunningRoutes.on(kafka).bind("step", (Processor) e -> {}).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 2);
            ConsumerStatistics.Snapshot now = routes.snapshots().getFirst();
            assertThat(now.delivered()).isEqualTo(1);
            assertThat(now.dead()).containsEntry("payload", 1L);
        }
        ConsumerRecord<byte[], byte[]> letter = kafka.read(topic + ".dlq").getFirst();
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"n\": 1");
        assertThat(letter.key()).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(header(letter, FailureHeaders.FAMILY)).isEqualTo("payload");
        assertThat(header(letter, FailureHeaders.CAUSE)).startsWith("The value is not a JSON object");
        assertThat(header(letter, FailureHeaders.ORIGIN_OFFSET)).isEqualTo("0");
        assertThat(header(letter, FailureHeaders.STAGE)).isEqualTo(topic + "-route");
    }

    @Test
    void waits_while_a_circuit_is_open_instead_of_burying_the_record() throws Exception {
        String topic = kafka.newTopic("circuit");
        AtomicInteger tries = new AtomicInteger();
        Processor step = exchange -> {
            if (tries.incrementAndGet() == 1) {
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "the circuit is open", null, 0);
            }
        };
        kafka.write(topic, "a", "{}");
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 1);
            assertThat(routes.outcomes().values()).allMatch(Outcome.Delivered.class::isInstance);
        }
        assertThat(tries).hasValue(2);
        assertThat(kafka.read(topic + ".dlq")).isEmpty();
    }

    @Test
    void goes_on_where_it_stopped_and_lets_what_has_begun_finish() throws Exception {
        String topic = kafka.newTopic("stop");
        kafka.writeAll(topic, numbered(topic, 400, 20));
        AtomicInteger processed = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(50);
        Processor step = exchange -> {
            processed.incrementAndGet();
            some.countDown();
        };
        try (RunningRoutes first = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 4"))) {
            some.await();
        }
        long committed = kafka.committed(topic + "-route", topic);
        assertThat(committed).isEqualTo(processed.get());
        try (RunningRoutes second = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 4"))) {
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 400);
        }
        assertThat(processed).hasValue(400);
    }

    @Test
    void two_members_share_the_partitions_and_hand_over_without_loss() throws Exception {
        String topic = kafka.newTopic("members");
        AtomicInteger written = new AtomicInteger();
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        Processor step = exchange -> seen.merge(
                ExchangeRecords.first(exchange).orElseThrow().source().place().toString(), 1, Integer::sum);
        try (RunningRoutes first = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 2"))) {
            await().atMost(LIMIT)
                    .until(() -> writeSome(topic, written) && !first.outcomes().isEmpty());
            try (RunningRoutes second =
                    RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 2"))) {
                await().atMost(LIMIT)
                        .until(() ->
                                writeSome(topic, written) && !second.outcomes().isEmpty());
            }
            assertThat(writeSome(topic, written)).isTrue();
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == written.get());
        }
        assertThat(seen).hasSize(written.get());
        assertThat(seen.values()).as("handed over after a drain: nothing twice").containsOnly(1);
    }

    private boolean writeSome(String topic, AtomicInteger written) {
        kafka.writeAll(topic, numbered(topic, 100, 60));
        written.addAndGet(100);
        return true;
    }

    /**
     * A batch's member lets its key go on; an action of the batch then held the member anew, and freed the key a second
     * time: two records of it ran at once.
     */
    @Test
    void a_record_whose_key_went_on_is_kept_open_without_touching_the_key_again() throws Exception {
        String topic = kafka.newTopic("free-key");
        Queue<RecordHandle> kept = new ConcurrentLinkedQueue<>();
        Queue<AsyncCallback> waiting = new ConcurrentLinkedQueue<>();
        Queue<Hold> holds = new ConcurrentLinkedQueue<>();
        AsyncProcessorSupport step = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                RecordHandle handle = ExchangeRecords.first(exchange).orElseThrow();
                switch (number(exchange)) {
                    case 0 -> {
                        holds.add(handle.holdOpen());
                        kept.add(handle);
                        callback.done(true);
                    }
                    case 99 -> callback.done(true);
                    default -> waiting.add(callback);
                }
                return false;
            }
        };
        kafka.writeAll(topic, numbered(topic, 3, 1));
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> waiting.size() == 1);
            kept.element().hold().release();
            kafka.write(topic, "another", "{\"n\": 99}");
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 1);
            assertThat(waiting).as("records of the key under way").hasSize(1);

            waiting.remove().done(false);
            await().atMost(LIMIT).until(() -> waiting.size() == 1);
            waiting.remove().done(false);
            holds.remove().release();
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 4);
        }
    }

    /** Records that waited when their partition was taken away left their key behind, waiting for ever. */
    @Test
    void keys_that_wait_for_a_circuit_go_on_after_their_partition_went_away_and_came_back() throws Exception {
        String topic = kafka.newTopic("away");
        AtomicBoolean open = new AtomicBoolean(true);
        AtomicInteger triesOfSecond = new AtomicInteger();
        Processor step = exchange -> {
            if (open.get()) {
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "the circuit is open", null, 0);
            }
        };
        Processor counting = exchange -> {
            triesOfSecond.incrementAndGet();
            step.process(exchange);
        };
        kafka.writeAll(topic, numbered(topic, 120, 60));
        try (RunningRoutes first = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 2"))) {
            await().atMost(LIMIT).until(() -> first.snapshots().getFirst().received() > 0);
            try (RunningRoutes second =
                    RunningRoutes.on(kafka).bind("step", counting).start(route(topic, "shards: 2"))) {
                await().atMost(LIMIT).until(() -> triesOfSecond.get() > 0);
                assertThat(second.outcomes()).isEmpty();
            }
            open.set(false);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 120);
            assertThat(first.snapshots().getFirst().inFlight()).isZero();
        }
    }

    @Test
    void no_header_from_outside_reaches_the_route_that_could_steer_a_producer() throws Exception {
        String topic = kafka.newTopic("headers");
        ProducerRecord<String, String> hostile = new ProducerRecord<>(topic, "a", "{}");
        for (String name : List.of("CamelHttpUri", "CAMELRestHttpUri", "kafka.OVERRIDE_TOPIC", "wadi-kind", "x-fine")) {
            hostile.headers().add(name, "http://evil.example".getBytes(StandardCharsets.UTF_8));
        }
        kafka.writeAll(topic, List.of(hostile));
        Map<String, Object> headers = new ConcurrentHashMap<>();
        Processor step = exchange -> headers.putAll(exchange.getMessage().getHeaders());
        try (RunningRoutes routes = RunningRoutes.on(kafka).bind("step", step).start(route(topic, "shards: 1"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 1);
        }
        assertThat(headers).containsOnlyKeys("x-fine");
    }

    private static int number(Exchange exchange) {
        return (Integer)
                Objects.requireNonNull(exchange.getMessage().getBody(Map.class).get("n"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
