package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.action.ActionLimits;
import dev.wadi.action.CustomActions;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.PluginScene;
import dev.wadi.fake.WrittenLog;
import dev.wadi.log.RepeatedLines;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What plugins log knows by itself which event, stage and plugin it belongs to. */
class PluginLinesTest {

    private final PluginScene scene = new PluginScene();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    PluginLinesTest() {
        exchange.getMessage().setBody(Map.of("event_id", "evt-1", "project_id", "p-1"));
        ExchangeRecords.attach(exchange, FakeRecordHandle.at(5));
    }

    private static LoadedPlugin loaded(FakePlugin plugin) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Surroundings surroundings = new Surroundings(
                new FakeConnections(),
                new CustomActions(),
                new EventHub(Runnable::run, meters, Clock.systemUTC()),
                new ExtensionHub(Runnable::run, meters));
        return new LoadedPlugin(
                PluginDefinition.of(plugin),
                new OwnedEnvironment(
                        new Ownership(plugin.name()),
                        surroundings,
                        ActionLimits.NONE,
                        PluginLinesTest.class.getClassLoader()));
    }

    private void run(int times, FakePlugin... plugins) {
        List<LoadedPlugin> all = Stream.of(plugins).map(PluginLinesTest::loaded).toList();
        StageRunner runner = scene.stages(new PluginRegistry(all)).runner("claimx", "enrichment_complete", "test");
        for (int i = 0; i < times; i++) {
            runner.run(
                    new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH),
                    (context, reason) -> {},
                    doneSync -> {});
        }
    }

    @Test
    void a_line_has_the_values_and_what_it_is_about() {
        try (WrittenLog log = new WrittenLog()) {
            run(
                    1,
                    new FakePlugin("first", 1, context -> {
                        context.log(Level.INFO, "Task completed", "task_id", 123, "tags", new int[] {1, 2});
                        context.log(Level.DEBUG, "Not written");
                        return PluginResult.success();
                    }),
                    new FakePlugin("second", 2, context -> {
                        context.logger().log(Level.WARNING, "Data quality issue");
                        context.logException(new IllegalStateException("token=CANARY"), "Failed", "task_id", 5);
                        return PluginResult.success();
                    }));

            assertThat(log.line("Task completed").get("origin"))
                    .hasToString("{topic=claimx.enrichment.pending, partition=0, offset=5}");
            assertThat(log.line("Task completed"))
                    .containsEntry("event_id", "evt-1")
                    .containsEntry("domain", "claimx")
                    .containsEntry("stage", "enrichment_complete")
                    .containsEntry("plugin", "first")
                    .containsEntry("worker", "claimx-enrich")
                    .containsEntry("task_id", 123)
                    .containsEntry("tags", List.of(1, 2));
            assertThat(log.line("Data quality issue")).containsEntry("plugin", "second");
            assertThat(log.line("Failed"))
                    .containsEntry("level", "ERROR")
                    .containsEntry("task_id", 5)
                    .extractingByKey("exception")
                    .asString()
                    .contains("IllegalStateException: token=***", "at dev.wadi.plugin.runtime.PluginLinesTest")
                    .doesNotContain("CANARY");
            assertThat(log.lines()).hasSize(3);
        }
    }

    @Test
    void a_log_action_has_it_too() {
        try (WrittenLog log = new WrittenLog()) {
            run(1, new FakePlugin("trigger", 1, context -> PluginResult.success()
                    .with(new PluginAction.Log(Level.INFO, "Task of {project_id}"))));

            assertThat(log.line("Plugin log: Task of p-1"))
                    .containsEntry("plugin", "trigger")
                    .containsEntry("stage", "enrichment_complete")
                    .containsEntry("event_id", "evt-1")
                    .containsEntry("project_id", "p-1");
        }
    }

    @Test
    void a_plugin_that_fails_for_each_message_does_not_fill_the_log() {
        FakePlugin broken = new FakePlugin("broken", 1, context -> {
            throw new IllegalStateException("no luck with " + System.nanoTime());
        });
        try (WrittenLog log = new WrittenLog()) {
            run(1_000, broken);

            assertThat(log.lines()).hasSizeLessThan(RepeatedLines.WRITTEN + 5);
        }
    }
}
