package dev.wadi.plugin.shipped.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomMetricsPluginTest {

    private final RecordingEnvironment environment = new RecordingEnvironment("custom_metrics");
    private final CustomMetricsPlugin plugin = new CustomMetricsPlugin();
    private final PluginFolder folder;

    CustomMetricsPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "custom_metrics");
        plugin.onLoad(environment);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void counts_events_by_domain_stage_and_type() {
        assertThat(plugin.execute(FakeContext.event("T", environment)).actions())
                .containsExactly(new PluginAction.Metric(
                        "pipeline.event.processed",
                        1,
                        Map.of("domain", "claimx", "stage", "enrichment_complete", "event_type", "T")));
        assertThat(plugin.execute(FakeContext.of("xact", "retry", Map.of(), environment))
                        .actions())
                .containsExactly(new PluginAction.Metric(
                        "pipeline.event.processed",
                        1,
                        Map.of("domain", "xact", "stage", "retry", "event_type", "unknown")));
    }

    /** The original gave this metric the project's id as a label: a new meter for each project, kept for ever. */
    @Test
    void counts_tasks_without_naming_their_project() {
        var context = FakeContext.of(
                "claimx",
                "enrichment_complete",
                Map.of("event_type", "T", "project_id", "p1", "tasks", List.of(Map.of(), Map.of())),
                environment);
        assertThat(plugin.execute(context).actions())
                .contains(new PluginAction.Metric("claimx.tasks.count", 2, Map.of("event_type", "T")));
    }

    @Test
    void keeps_few_different_event_types_apart() {
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            var metric = (PluginAction.Metric) plugin.execute(FakeContext.event("T" + i, environment))
                    .actions()
                    .getFirst();
            labels.add(String.valueOf(metric.labels().get("event_type")));
        }
        assertThat(labels).hasSize(BoundedLabel.MAX_VALUES + 1).contains("T0", "other");
    }

    /** The original never received an event, so that its totals stayed at zero. */
    @Test
    void counts_requests_and_errors_from_the_bus() {
        environment.events().publish("request.completed", Map.of("status", 200));
        environment.events().publish("request.completed", Map.of("status", 503));
        environment.events().publish("request.failed", Map.of("error", "x"));
        environment.events().publish("circuit.opened", Map.of());
        environment.events().publish("request.failed", Map.of("side", "outbound", "error", "x"));
        assertThat(plugin.collectMetrics())
                .containsEntry("app_requests_total", 3.0)
                .containsEntry("app_errors_total", 2.0);
    }

    @Test
    void measures_the_machine_and_defines_each_metric() {
        Map<String, Double> metrics = plugin.collectMetrics();
        assertThat(plugin.metricDefinitions().keySet())
                .containsExactlyInAnyOrder(
                        "app_uptime_seconds",
                        "app_requests_total",
                        "app_errors_total",
                        "system_cpu_percent",
                        "system_memory_percent",
                        "system_disk_percent")
                .containsAll(metrics.keySet());
        assertThat(metrics.get("app_uptime_seconds")).isPositive();
        assertThat(metrics.get("system_memory_percent")).isBetween(0.0, 100.0);
        assertThat(metrics.get("system_disk_percent")).isBetween(0.0, 100.0);
        assertThat(plugin.metricDefinitions().get("app_errors_total"))
                .extracting(MetricDefinition::type)
                .isEqualTo(MetricDefinition.Type.COUNTER);
    }

    /** The original read another key than the documented one. */
    @Test
    void the_documented_keys_are_the_ones_that_count() {
        var loaded = (CustomMetricsPlugin) folder.load("collection_interval: 5\nexport_format: prometheus");
        assertThat(loaded.collectionInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plugin.collectionInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(folder.problems("metrics_collection_interval: 5\nexport_format: statsd\ncollection_interval: 0"))
                .containsExactlyInAnyOrder(
                        "2: unknown field 'metrics_collection_interval'. Known fields: collection_interval,"
                                + " export_format",
                        "3: export_format must be prometheus, which is what the management port serves, but was"
                                + " 'statsd'",
                        "4: collection_interval must be a time such as 30s, 5m or 500ms, but was '0'");
    }
}
