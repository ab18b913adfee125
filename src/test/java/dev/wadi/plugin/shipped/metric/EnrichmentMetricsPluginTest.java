package dev.wadi.plugin.shipped.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichmentMetricsPluginTest {

    private final EnrichmentMetricsPlugin plugin =
            new EnrichmentMetricsPlugin(Clock.fixed(FakeContext.TIMESTAMP.plusMillis(2_500), ZoneOffset.UTC));

    private List<PluginAction> actions(Map<String, Object> message) {
        return plugin.execute(FakeContext.of(
                        "claimx", "enrichment_complete", message, PluginEnvironment.alone("enrichment_metrics")))
                .actions();
    }

    @Test
    void counts_the_rows_of_each_kind() {
        assertThat(actions(Map.of(
                        "event_type", "T",
                        "tasks", List.of(Map.of()),
                        "contacts", List.of(Map.of(), Map.of()),
                        "media", List.of())))
                .containsExactlyInAnyOrder(
                        new PluginAction.Metric("enrichment.events", 1, Map.of("domain", "claimx", "event_type", "T")),
                        new PluginAction.Metric("enrichment.rows", 1, Map.of("domain", "claimx", "kind", "tasks")),
                        new PluginAction.Metric("enrichment.rows", 2, Map.of("domain", "claimx", "kind", "contacts")));
    }

    @Test
    void measures_the_age_of_an_event() {
        assertThat(actions(Map.of("event_type", "T", "ingested_at", FakeContext.TIMESTAMP.toString())))
                .contains(new PluginAction.Metric(
                        "enrichment.event.age.seconds", 2.5, Map.of("domain", "claimx", "event_type", "T")));
        assertThat(actions(Map.of("event_type", "T", "timestamp", "2099-01-01T00:00:00+01:00")))
                .contains(new PluginAction.Metric(
                        "enrichment.event.age.seconds", 0, Map.of("domain", "claimx", "event_type", "T")));
    }

    @Test
    void an_event_without_a_time_has_no_age() {
        assertThat(actions(Map.of("event_type", "T", "ingested_at", "yesterday")))
                .hasSize(1);
        assertThat(actions(Map.of("event_type", "T", "ingested_at", 42))).hasSize(1);
    }

    @Test
    void the_field_of_the_time_can_be_another(@TempDir Path plugins) throws Exception {
        var loaded = new PluginFolder(plugins, "enrichment_metrics").load("timestamp_field: message.happened");
        assertThat(loaded.execute(FakeContext.of(
                                "claimx",
                                "enrichment_complete",
                                Map.of("happened", "2026-01-01T00:00:00Z"),
                                PluginEnvironment.alone("enrichment_metrics")))
                        .actions())
                .hasSize(2);
    }
}
