package dev.wadi.plugin.shipped.metric;

import dev.wadi.plugin.shipped.setting.DurationSetting;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import dev.wadi.plugin.spi.kind.MetricsPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts messages at each stage, requests and their errors, and measures the machine. */
public final class CustomMetricsPlugin implements MetricsPlugin {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int SERVER_ERROR = 500;

    private final BoundedLabel eventTypes = new BoundedLabel();
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Machine machine = new Machine();
    private Duration interval = INTERVAL;

    @Override
    public String name() {
        return "custom_metrics";
    }

    @Override
    public String description() {
        return "Counts messages, requests and errors, and measures the machine";
    }

    @Override
    public Map<String, Object> defaultConfig() {
        return Map.of("collection_interval", 30, "export_format", "prometheus");
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("collection_interval", "export_format");
        interval = DurationSetting.read(config, "collection_interval", INTERVAL);
        config.text("export_format")
                .filter(format -> !format.equalsIgnoreCase("prometheus"))
                .ifPresent(format -> config.problem(
                        "export_format",
                        "export_format must be prometheus, which is what the management port serves, but was '" + format
                                + "'"));
    }

    @Override
    public void onLoad(PluginEnvironment environment) {
        environment.events().subscribe("request.completed", event -> count(event, false));
        environment.events().subscribe("request.failed", event -> count(event, true));
    }

    /** Counts a request to Wadi; those that Wadi sends are not its own. */
    private void count(PluginEvent event, boolean failed) {
        if ("outbound".equals(event.data().get("side"))) {
            return;
        }
        requests.increment();
        boolean broken = event.data().get("status") instanceof Number status && status.intValue() >= SERVER_ERROR;
        if (failed || broken) {
            errors.increment();
        }
    }

    @Override
    public PluginResult execute(PluginContext context) {
        String eventType = eventTypes.of(context.eventType());
        List<PluginAction> actions = new ArrayList<>();
        actions.add(new PluginAction.Metric(
                "pipeline.event.processed",
                1,
                Map.of("domain", context.domain(), "stage", context.stage(), "event_type", eventType)));
        if (context.field("data.entities.tasks") instanceof List<?> tasks && !tasks.isEmpty()) {
            actions.add(new PluginAction.Metric("claimx.tasks.count", tasks.size(), Map.of("event_type", eventType)));
        }
        return PluginResult.success().with(actions);
    }

    @Override
    public Duration collectionInterval() {
        return interval;
    }

    @Override
    public Map<String, MetricDefinition> metricDefinitions() {
        Map<String, MetricDefinition> definitions = new LinkedHashMap<>();
        definitions.put("app_requests_total", MetricDefinition.counter("HTTP requests that were answered or failed"));
        definitions.put("app_errors_total", MetricDefinition.counter("HTTP requests that failed, or with a 5xx"));
        definitions.putAll(Machine.definitions());
        return definitions;
    }

    @Override
    public Map<String, Double> collectMetrics() {
        Map<String, Double> metrics = new LinkedHashMap<>(machine.measure());
        metrics.put("app_requests_total", requests.doubleValue());
        metrics.put("app_errors_total", errors.doubleValue());
        return metrics;
    }
}
