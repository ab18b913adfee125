package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import dev.wadi.worker.component.SuccessMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** When batches of the aggregate step go out, and what becomes of their members, on a real topic. */
class GatheredBatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ALL = "correlationExpression: { constant: all }";
    private static final String NEVER = "completionTimeout: 600000";

    private final TestKafka kafka = TestKafka.get();
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final Processor seen = batch -> batches.add(members(batch));

    /** The numbers of a batch's members. */
    private static List<Integer> members(Exchange batch) {
        Map<?, ?> body = batch.getMessage().getBody(Map.class);
        List<?> items = (List<?>) Objects.requireNonNull(body.get("items"));
        return items.stream().map(item -> (Integer) ((Map<?, ?>) item).get("n")).toList();
    }

    private RunningRoutes start(String topic, int maxBytes, Processor steps, String... options) throws Exception {
        return RunningRoutes.on(kafka).bind("seen", steps).start("""
                - beans:
                    - name: gathered
                      type: dev.wadi.enrich.component.Batch
                      properties: { maxBytes: %2$d }
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { sessionTimeout: 30s }
                      steps:
                        - aggregate:
                            aggregationStrategy: gathered
                            completionTimeoutCheckerInterval: 20
                            %3$s
                            steps: [ process: { ref: seen } ]
                """.formatted(
                        topic, maxBytes, String.join("\n            ", options)));
    }

    private void write(String topic, int from, int count) {
        kafka.writeAll(
                topic,
                IntStream.range(from, from + count)
                        .mapToObj(i -> new ProducerRecord<>(topic, "key-" + i % 10, value(i)))
                        .toList());
    }

    private static String value(int number) {
        return "{\"n\":" + number + ",\"of\":\"" + (number % 2 == 0 ? "even" : "odd") + "\"}";
    }

    private void awaitCommitted(String topic, long count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(kafka.committed(topic + "-route", topic))
                .isEqualTo(count));
    }

    /** The original looked at the time only when a message came in. */
    @Test
    void a_batch_that_does_not_fill_goes_out_without_a_further_message() throws Exception {
        String topic = kafka.newTopic("lone-batch");
        write(topic, 0, 1);
        RunningRoutes routes = start(topic, 0, seen, ALL, "completionSize: 100", "completionTimeout: 300");
        try (routes) {
            awaitCommitted(topic, 1);
        }
        assertThat(batches).containsExactly(List.of(0));
    }

    /** Camel's completionTimeout begins anew with each message: a steady trickle would hold a batch until it is full. */
    @Test
    void the_timeout_counts_from_the_first_member_while_others_trickle_in() throws Exception {
        String topic = kafka.newTopic("trickle");
        AtomicInteger next = new AtomicInteger();
        RunningRoutes routes = start(topic, 0, seen, ALL, "completionSize: 100000", "completionTimeout: 1000");
        try (routes) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
                write(topic, next.getAndIncrement(), 1);
                return !batches.isEmpty();
            });
            assertThat(batches.getFirst()).hasSizeGreaterThan(1);
            awaitCommitted(topic, next.get());
        }
    }

    /** The original measured from the last batch, so that the first message after a pause went out by itself. */
    @Test
    void a_message_after_a_pause_waits_for_others() throws Exception {
        String topic = kafka.newTopic("pause");
        RunningRoutes routes = start(topic, 0, seen, ALL, "completionSize: 2", "completionTimeout: 2000");
        try (routes) {
            write(topic, 0, 2);
            awaitCommitted(topic, 2);
            await().pollDelay(Duration.ofMillis(2100)).atMost(LIMIT).until(() -> true);
            write(topic, 2, 2);
            awaitCommitted(topic, 4);
        }
        assertThat(batches).hasSize(2).allSatisfy(batch -> assertThat(batch).hasSize(2));
    }

    @Test
    void messages_of_different_keys_are_in_different_batches() throws Exception {
        String topic = kafka.newTopic("keyed-batch");
        write(topic, 0, 20);
        RunningRoutes routes =
                start(topic, 0, seen, "correlationExpression: { simple: \"${body[of]}\" }", "completionSize: 5", NEVER);
        try (routes) {
            awaitCommitted(topic, 20);
        }
        assertThat(batches).hasSize(4).allSatisfy(batch -> assertThat(
                        batch.stream().map(n -> n % 2).distinct())
                .hasSize(1));
    }

    @Test
    void a_batch_with_enough_bytes_goes_out_though_it_is_not_full() throws Exception {
        String topic = kafka.newTopic("heavy-batch");
        write(topic, 0, 10); // each has a key of 5 bytes, and a value of 18 or 19
        RunningRoutes routes = start(topic, 100, seen, ALL, "completionSize: 1000", NEVER);
        try (routes) {
            awaitCommitted(topic, 10);
        }
        assertThat(batches).hasSize(2).allSatisfy(batch -> assertThat(batch).hasSize(5));
    }

    @Test
    void a_route_that_is_suspended_sends_what_it_has_gathered_and_gathers_again_afterwards() throws Exception {
        String topic = kafka.newTopic("suspended-batch");
        write(topic, 0, 3);
        RunningRoutes routes = start(topic, 0, seen, ALL, "completionSize: 1000", NEVER);
        try (routes) {
            await().atMost(LIMIT).until(() -> routes.accounts().getFirst().received() == 3);
            routes.context().getRouteController().suspendRoute(topic + "-route");
            awaitCommitted(topic, 3);
            routes.context().getRouteController().resumeRoute(topic + "-route");
            write(topic, 3, 4);
            await().atMost(LIMIT).until(() -> routes.accounts().getFirst().received() == 7);
        }
        awaitCommitted(topic, 7);
        assertThat(batches).extracting(List::size).containsExactly(3, 4);
    }

    @Test
    void a_route_that_is_stopped_and_started_gathers_as_before() throws Exception {
        String topic = kafka.newTopic("restarted-batch");
        RunningRoutes routes = start(topic, 0, seen, ALL, "completionSize: 1000", "completionTimeout: 300");
        try (routes) {
            write(topic, 0, 2);
            awaitCommitted(topic, 2);
            routes.context().getRouteController().stopRoute(topic + "-route");
            routes.context().getRouteController().startRoute(topic + "-route");
            write(topic, 2, 2);
            awaitCommitted(topic, 4);
        }
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(4);
    }

    @Test
    void partitions_that_move_to_another_member_take_no_member_of_a_batch_with_them() throws Exception {
        String topic = kafka.newTopic("moved-batch");
        write(topic, 0, 60);
        RunningRoutes first = start(topic, 0, seen, ALL, "completionSize: 1000", NEVER);
        try (first) {
            await().atMost(LIMIT).until(() -> first.accounts().getFirst().received() == 60);
            RunningRoutes second = start(topic, 0, seen, ALL, "completionSize: 1000", NEVER);
            try (second) {
                await().atMost(LIMIT).until(() -> first.outcomes().size() == 60);
                assertThat(second.outcomes()).isEmpty();
            }
        }
        awaitCommitted(topic, 60);
        assertThat(batches).hasSize(1).first().satisfies(batch -> assertThat(batch)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList()));
    }

    @Test
    void only_the_guilty_members_of_a_refused_batch_become_dead_letters_and_with_their_own_bytes() throws Exception {
        String topic = kafka.newTopic("guilty-batch");
        write(topic, 0, 20);
        Set<Integer> guilty = Set.of(2, 3, 17);
        Processor api = batch -> {
            if (members(batch).stream().anyMatch(guilty::contains)) {
                throw Failure.payload("HTTP 422");
            }
            seen.process(batch);
        };
        RunningRoutes routes = start(topic, 0, api, ALL, "completionSize: 20", NEVER);
        try (routes) {
            awaitCommitted(topic, 20);
            assertThat(routes.outcomes().values())
                    .filteredOn(Outcome.Delivered.class::isInstance)
                    .hasSize(17);
        }
        assertThat(kafka.values(topic + ".dlq"))
                .containsExactlyInAnyOrderElementsOf(
                        guilty.stream().map(GatheredBatchTest::value).toList());
        assertThat(batches.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(17);
    }

    /** The original wrote {"batch": true} to the error topic, and nothing of what was in the batch. */
    @Test
    void a_worker_s_topics_get_the_batch_that_went_out_and_each_message_that_could_not() throws Exception {
        String topic = kafka.newTopic("worker-batch");
        write(topic, 0, 4);
        Processor api = batch -> {
            if (members(batch).contains(2)) {
                throw Failure.payload("HTTP 422");
            }
        };
        RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("api", api)
                .bind("workerSuccess", new SuccessMessage())
                .start("""
                        - beans:
                            - name: gathered
                              type: dev.wadi.enrich.component.Batch
                        - route:
                            id: %1$s-route
                            from:
                              uri: kafka-ordered:%1$s
                              parameters: { errorTopic: %1$s.errors }
                              steps:
                                - aggregate:
                                    correlationExpression: { constant: all }
                                    aggregationStrategy: gathered
                                    completionSize: 4
                                    steps:
                                      - setProperty: { name: enriched_data, simple: "${body}" }
                                      - process: { ref: api }
                                      - process: { ref: workerSuccess }
                                      - to: publish:%1$s.success
                        """.formatted(topic));
        try (routes) {
            awaitCommitted(topic, 4);
        }
        assertThat(kafka.values(topic + ".success")).hasSize(2).allSatisfy(value -> assertThat(value)
                .contains("\"enriched_data\":{\"items\":["));
        assertThat(kafka.values(topic + ".errors"))
                .singleElement()
                .asString()
                .contains("\"original_message\":" + value(2), "\"error\":\"HTTP 422\"");
    }

    @Test
    void a_batch_that_takes_its_time_holds_up_no_other_where_batches_run_in_parallel() throws Exception {
        String topic = kafka.newTopic("slow-batch");
        write(topic, 0, 10);
        CountDownLatch slow = new CountDownLatch(1);
        Processor api = batch -> {
            seen.process(batch);
            if (members(batch).equals(batches.getFirst())) {
                slow.await();
            }
        };
        RunningRoutes routes = start(topic, 0, api, ALL, "completionSize: 5", NEVER, "parallelProcessing: true");
        try (routes) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 5);
            assertThat(routes.accounts().getFirst().inFlight()).isEqualTo(5);
            slow.countDown();
            awaitCommitted(topic, 10);
        }
    }
}
