package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import dev.wadi.record.Reopenings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a consumer does while there is no use in going on. On a real broker. */
final class PauseTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

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

    private String topicOf(String prefix, int count) {
        String topic = kafka.newTopic(prefix);
        fill(topic, count);
        return topic;
    }

    private void fill(String topic, int count) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(topic, "key-" + i, "{\"n\": " + i + "}"));
        }
        kafka.writeAll(topic, records);
    }

    private static HealthCheck.Result health(RunningRoutes routes) {
        return HealthCheckHelper.invoke(routes.context()).stream()
                .filter(result -> result.getCheck().getId().startsWith("kafka-ordered-"))
                .findFirst()
                .orElseThrow();
    }

    private static RunningRoutes on(TestKafka kafka) {
        RunningRoutes routes = RunningRoutes.on(kafka);
        HealthCheckRegistry.get(routes.context()).setEnabled(true);
        return routes;
    }

    @Test
    void takes_up_no_further_records_while_credentials_are_refused_and_says_so() throws Exception {
        String topic = topicOf("auth", 300);
        AtomicBoolean refused = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        Processor step = exchange -> {
            tries.incrementAndGet();
            if (refused.get()) {
                throw Failure.of(FailureFamily.AUTH, "connection api: answered 401", null, 1);
            }
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 10"))) {
            await().atMost(LIMIT).until(() -> tries.get() >= 3); // two probes at least
            assertThat(routes.snapshots().getFirst().received()).isLessThanOrEqualTo(10);
            assertThat(routes.outcomes()).isEmpty();
            assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(routes).getMessage().orElse("")).contains("connection api: answered 401");
            refused.set(false);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 300);
            assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.UP);
        }
        assertThat(kafka.committed(topic + "-route", topic)).isEqualTo(300);
    }

    @Test
    void an_open_circuit_is_shown_but_is_no_fault_of_the_consumer() throws Exception {
        String topic = topicOf("circuit-health", 20);
        AtomicBoolean open = new AtomicBoolean(true);
        Processor step = exchange -> {
            if (open.get()) {
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "the circuit of api is open", null, 0);
            }
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 5"))) {
            await().atMost(LIMIT).until(() -> "the circuit of api is open"
                    .equals(health(routes).getDetails().get("paused")));
            assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health(routes).getMessage()).contains("paused: the circuit of api is open");
            open.set(false);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 20);
        }
    }

    @Test
    void the_members_of_an_aggregated_batch_wait_for_a_circuit_too_and_none_becomes_a_dead_letter() throws Exception {
        String topic = topicOf("circuit-batch", 30);
        AtomicBoolean open = new AtomicBoolean(true);
        AtomicInteger batches = new AtomicInteger();
        Processor step = exchange -> {
            batches.incrementAndGet();
            if (open.get()) {
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "the circuit of api is open", null, 0);
            }
        };
        String yaml = """
                - beans:
                    - name: batch
                      type: dev.wadi.enrich.component.Batch
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s }
                      steps:
                        - aggregate:
                            correlationExpression: { constant: "true" }
                            aggregationStrategy: batch
                            completionSize: 10
                            completionTimeout: 200
                            steps:
                              - process: { ref: step }
                """.formatted(topic, topic);
        try (RunningRoutes routes = on(kafka).bind("step", step).start(yaml)) {
            await().atMost(LIMIT).until(() -> batches.get() >= 4);
            assertThat(routes.outcomes()).isEmpty();
            assertThat(kafka.committed(topic + "-route", topic)).isZero();
            open.set(false);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 30);
            assertThat(routes.outcomes().values()).allMatch(outcome -> outcome instanceof Outcome.Delivered);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 30);
            assertThat(routes.snapshots().getFirst().isConserved()).isTrue();
        }
    }

    /** A batch runs on the thread of its last member, and a step that goes on for its first one waited for that thread. */
    @Test
    void a_step_that_waits_for_another_one_in_an_aggregated_batch_does_not_wait_for_its_own_thread() throws Exception {
        String topic = topicOf("batch-waits", 30);
        AsyncProcessorSupport step = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Executor where = ExchangeRecords.executor(exchange, Runnable::run);
                Thread.ofVirtual().start(() -> where.execute(() -> callback.done(false)));
                return false;
            }
        };
        String yaml = """
                - beans:
                    - name: batch
                      type: dev.wadi.enrich.component.Batch
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s }
                      steps:
                        - aggregate:
                            correlationExpression: { constant: "true" }
                            aggregationStrategy: batch
                            completionSize: 10
                            completionTimeout: 200
                            steps:
                              - circuitBreaker:
                                  steps:
                                    - process: { ref: step }
                """.formatted(topic, topic);
        try (RunningRoutes routes = on(kafka).bind("step", step).start(yaml)) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 30);
        }
    }

    @Test
    void keeps_the_rest_of_a_topic_when_one_cause_makes_dead_letters_of_most_records() throws Exception {
        String topic = topicOf("flood", 400);
        AtomicBoolean misconfigured = new AtomicBoolean(true);
        Processor step = exchange -> {
            if (misconfigured.get()) {
                throw Failure.payload("no mapping for the field 'n' of record "
                        + exchange.getMessage().getBody());
            }
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20"))) {
            await().atMost(LIMIT).until(() -> health(routes).getState() == HealthCheck.State.DOWN);
            assertThat(health(routes).getMessage().orElse("")).contains("most records fail with the same cause");
            assertThat(kafka.size(topic + ".dlq")).isEqualTo(100);
            misconfigured.set(false);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 400);
            assertThat(routes.snapshots().getFirst().delivered()).isEqualTo(300);
        }
    }

    @Test
    void an_operator_may_accept_a_flood() throws Exception {
        String topic = topicOf("flood-accepted", 300);
        Processor step = exchange -> {
            throw Failure.payload("of no use");
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20"))) {
            await().atMost(LIMIT).until(() -> health(routes).getState() == HealthCheck.State.DOWN);
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName consumer = server
                    .queryNames(
                            new ObjectName("org.apache.camel:context="
                                    + routes.context().getManagementName() + ",type=consumers,*"),
                            null)
                    .stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(server.getAttribute(consumer, "Paused").toString()).contains("of no use");
            server.invoke(consumer, "acceptFlood", new Object[0], new String[0]);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 300);
            assertThat(routes.outcomes().values()).allMatch(outcome -> outcome instanceof Outcome.Dead);
        }
    }

    @Test
    void different_causes_are_no_flood() throws Exception {
        String topic = topicOf("no-flood", 300);
        AtomicInteger count = new AtomicInteger();
        Processor step = exchange -> {
            throw Failure.payload("cause " + "abc".charAt(count.incrementAndGet() % 3));
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 300);
        }
    }

    /** Every tenth record needs a connection whose circuit is open; the nine others' keys have nothing to do with it. */
    @Test
    void records_for_other_connections_flow_on_while_one_is_blocked() throws Exception {
        String topic = topicOf("ten-ways", 2_000);
        AtomicBoolean open = new AtomicBoolean(true);
        Processor step = exchange -> {
            if (number(exchange) % 10 == 0 && open.get()) {
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "connection dead: open", null, 0, "dead");
            }
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20, shards: 2"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 1_800);
            assertThat(routes.outcomes().values()).allMatch(Outcome.Delivered.class::isInstance);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(health(routes).getDetails())
                    .containsEntry("waits_for", "dead")
                    .containsEntry("waiting", 200));
            open.set(false);
            routes.reopenings().announce("dead", Reopenings.ALL);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 2_000);
            assertThat(health(routes).getDetails()).doesNotContainKeys("waits_for", "waiting", "paused");
        }
        assertThat(kafka.committed(topic + "-route", topic)).isEqualTo(2_000);
    }

    /** Each run of the route does the steps before the call again: few may do so for nothing. */
    @Test
    void hardly_any_record_is_begun_in_vain_while_the_only_connection_is_blocked() throws Exception {
        String topic = topicOf("one-way", 100);
        AtomicBoolean open = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        Processor step = exchange -> {
            ExchangeRecords.calls(exchange, "dead");
            if (open.get()) {
                runs.incrementAndGet();
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "connection dead: open", null, 0, "dead");
            }
        };
        try (RunningRoutes routes = on(kafka).bind("step", step).start(route(topic, "maxInFlight: 20"))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 100);
            open.set(true);
            fill(topic, 2_000);
            await().atMost(LIMIT).until(() -> runs.get() >= 5); // at its start, and now and then
            assertThat(routes.snapshots().getFirst().received()).isLessThan(100 + 30);
            assertThat(routes.outcomes()).hasSize(100);
            open.set(false);
            routes.reopenings().announce("dead", 3);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 2_100);
        }
    }

    /** A member's exchange ends when the batch has it: that says nothing yet of the connection. */
    @Test
    void members_that_wait_in_a_filling_batch_do_not_count_as_having_got_through() throws Exception {
        String topic = topicOf("one-way-batch", 100);
        AtomicBoolean open = new AtomicBoolean();
        AtomicInteger batches = new AtomicInteger();
        Processor step = exchange -> {
            ExchangeRecords.calls(exchange, "dead");
            if (open.get()) {
                batches.incrementAndGet();
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "connection dead: open", null, 0, "dead");
            }
        };
        String yaml = """
                - beans:
                    - name: batch
                      type: dev.wadi.enrich.component.Batch
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, maxInFlight: 20 }
                      steps:
                        - aggregate:
                            correlationExpression: { constant: "true" }
                            aggregationStrategy: batch
                            completionSize: 10
                            completionTimeout: 200
                            steps:
                              - process: { ref: step }
                """.formatted(topic, topic);
        try (RunningRoutes routes = on(kafka).bind("step", step).start(yaml)) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 100);
            open.set(true);
            fill(topic, 30);
            await().atMost(LIMIT).until(() -> batches.get() >= 4); // three, and a trial: all others wait
            fill(topic, 1_970);
            await().atMost(LIMIT).until(() -> batches.get() >= 6);
            assertThat(routes.snapshots().getFirst().received()).isLessThan(200);
            open.set(false);
            routes.reopenings().announce("dead", Reopenings.ALL);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 2_100);
        }
    }

    private static int number(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class).get("n") instanceof Number number ? number.intValue() : -1;
    }
}
