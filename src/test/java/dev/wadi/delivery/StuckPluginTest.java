package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.PluginScene;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.StuckPlugin;
import dev.wadi.fake.TestKafka;
import dev.wadi.fake.WatchedStep;
import dev.wadi.plugin.component.RoutePluginHost;
import dev.wadi.plugin.component.StageComponent;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.record.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that never comes back, on the one thread of a consumer on a real broker. */
class StuckPluginTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 100;
    private static final int KEYS = 10;
    private static final ExecutionLimits SHORT = ExecutionLimits.DEFAULT.withTimeout(Duration.ofMillis(50));

    private static final String AT_A_STAGE = "to: stage:enrichment_complete?domain=claimx";
    private static final String IN_A_BREAKER = "circuitBreaker: {steps: [ " + AT_A_STAGE + " ]}";

    private final TestKafka kafka = TestKafka.get();
    private final PluginScene scene = new PluginScene();
    private final WatchedStep behind = new WatchedStep();
    private final String topic = kafka.newTopic("stuck");
    private StuckPlugin stuck = stuck(StuckPlugin.Kind.HANGS);

    @AfterEach
    void stop() {
        stuck.letGo();
        scene.close();
    }

    private static StuckPlugin stuck(StuckPlugin.Kind kind) {
        return new StuckPlugin("stuck", 1, kind, context -> context.message().containsKey("stuck"));
    }

    private void write(Collection<Integer> sticking) {
        kafka.writeAll(
                topic,
                IntStream.range(0, COUNT)
                        .mapToObj(i -> new ProducerRecord<>(
                                topic,
                                0,
                                "key-" + i % KEYS,
                                (sticking.contains(i) ? "{\"stuck\":1,\"n\":%d}" : "{\"n\":%d}").formatted(i)))
                        .toList());
    }

    private RunningRoutes start(String step, String parameters) throws Exception {
        StageRunners stages = scene.with(stuck, SHORT).stages();
        RunningRoutes prepared = RunningRoutes.on(kafka).impatient();
        prepared.context().addComponent("stage", new StageComponent(stages));
        prepared.bind("pluginHost", new RoutePluginHost(stages))
                .bind("stuck", stuck)
                .bind("behind", behind);
        return prepared.start("""
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { sessionTimeout: 30s, maxInFlight: 16, shards: 1, drainTimeout: 1s, %3$s }
                      steps: [ %2$s, process: {ref: behind} ]
                """.formatted(topic, step, parameters));
    }

    private void awaitCommit() {
        await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == COUNT);
    }

    private void assertAllWentOnInOrder(RunningRoutes routes) {
        assertThat(routes.outcomes()).hasSize(COUNT).allSatisfy((place, outcome) -> assertThat(outcome)
                .isEqualTo(new Outcome.Delivered()));
        assertThat(behind.values()).hasSize(COUNT).doesNotHaveDuplicates();
        assertThat(behind.faults()).isEmpty();
        behind.seen().forEach((key, values) -> assertThat(numbers(values)).isSorted());
    }

    private static List<Integer> numbers(List<String> values) {
        return values.stream()
                .map(value -> Integer.valueOf(value.replaceAll(".*\"n\":(\\d+).*", "$1")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(StuckPlugin.Kind.class)
    void no_record_is_lost_or_held_up_and_the_commit_moves_on(StuckPlugin.Kind kind) throws Exception {
        stuck = stuck(kind);
        write(List.of(3, 4, 55));
        try (RunningRoutes routes = start(AT_A_STAGE, "order: key")) {
            awaitCommit();
            assertAllWentOnInOrder(routes);
            assertThat(scene.held("stuck")).as("threads still held").isEqualTo(3);
            assertThat(scene.published()).containsExactly("before", "before", "before");
        }
    }

    @Test
    void what_comes_back_late_touches_nothing_of_a_consumer_that_goes_on() throws Exception {
        write(List.of(3, 4, 55));
        try (RunningRoutes routes = start(AT_A_STAGE, "order: key")) {
            awaitCommit();
            stuck.letGo();
            await().atMost(LIMIT).until(() -> scene.held("stuck") == 0);
            await().atMost(LIMIT)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                                    .filter(thread -> thread.getName().startsWith("wadi-" + topic + "-route-0"))
                                    .count()
                            == 1);
            kafka.write(topic, "key-1", "{\"n\":1000}");
            await().atMost(LIMIT).until(() -> behind.values().contains("{\"n\":1000}"));
            assertThat(routes.outcomes()).hasSize(COUNT + 1);
            assertThat(scene.published()).containsExactly("before", "before", "before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order: partition", "order: none", "batchSize: 8, batchTimeout: 50ms, order: partition"})
    void in_any_order_and_in_batches(String parameters) throws Exception {
        if (parameters.startsWith("batch")) {
            stuck = new StuckPlugin("stuck", 1, StuckPlugin.Kind.HANGS, context -> scene.held("stuck") < 2);
        }
        write(List.of(0, 50));
        try (RunningRoutes routes = start(AT_A_STAGE, parameters)) {
            awaitCommit();
            assertThat(routes.outcomes()).hasSize(COUNT);
            assertThat(scene.held("stuck")).isEqualTo(2);
        }
    }

    @Test
    void a_plugin_that_is_a_step_of_the_route_is_left_behind_as_well() throws Exception {
        write(List.of(7));
        try (RunningRoutes routes = start("process: {ref: stuck}", "order: key")) {
            awaitCommit();
            assertAllWentOnInOrder(routes);
        }
    }

    /** Camel runs the block of a {@code circuitBreaker} on the thread that is held: so its record waits, and it alone. */
    @Test
    void in_a_step_that_waits_for_its_end_only_the_one_record_waits() throws Exception {
        write(List.of(0));
        try (RunningRoutes routes = start(IN_A_BREAKER, "order: key")) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == COUNT - COUNT / KEYS);
            assertThat(scene.count("plugin.timeouts", "stuck")).isEqualTo(1);
            stuck.letGo();
            awaitCommit();
            assertAllWentOnInOrder(routes);
        }
    }

    @Test
    void a_consumer_stops_while_a_plugin_is_stuck_and_the_next_one_takes_over() throws Exception {
        ExecutionLimits patient = ExecutionLimits.DEFAULT.withTimeout(Duration.ofMinutes(5));
        write(List.of(9));
        PluginScene other = new PluginScene().with(stuck, patient);
        RunningRoutes prepared = RunningRoutes.on(kafka).impatient();
        prepared.context().addComponent("stage", new StageComponent(other.stages()));
        String yaml = """
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { sessionTimeout: 30s, shards: 1, drainTimeout: 1s }
                      steps: [ %2$s ]
                """.formatted(topic, AT_A_STAGE);
        RunningRoutes first = prepared.start(yaml);
        await().atMost(LIMIT)
                .until(() -> other.meters().find("plugin.executions").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum()
                        == 9);
        first.close();
        assertThat(kafka.committed(topic + "-route", topic)).isEqualTo(9);
        other.close();
        try (RunningRoutes routes = start(AT_A_STAGE, "order: key")) {
            awaitCommit();
            assertThat(routes.outcomes()).hasSize(COUNT - 9);
            assertThat(Map.copyOf(routes.outcomes()).values()).containsOnly(new Outcome.Delivered());
        }
    }
}
