package dev.wadi.plugin.shipped.metric;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures what enrichment yields: rows of each kind, and how old the events are by then. */
public final class EnrichmentMetricsPlugin implements Plugin {

    private static final double MILLIS = 1_000;
    private static final List<String> TIMESTAMPS =
            List.of("message.ingested_at", "message.event_timestamp", "message.timestamp", "message.utcDateTime");

    private final Clock clock;
    private final BoundedLabel eventTypes = new BoundedLabel();
    private final BoundedLabel kinds = new BoundedLabel();
    private List<String> timestamps = TIMESTAMPS;

    public EnrichmentMetricsPlugin() {
        this(Clock.systemUTC());
    }

    EnrichmentMetricsPlugin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "enrichment_metrics";
    }

    @Override
    public String description() {
        return "Measures the rows that enrichment yields, and the age of events";
    }

    @Override
    public Set<String> stages() {
        return Set.of("enrichment_complete");
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("timestamp_field");
        timestamps = config.text("timestamp_field").map(List::of).orElse(TIMESTAMPS);
    }

    @Override
    public PluginResult execute(PluginContext context) {
        String domain = context.domain();
        String eventType = eventTypes.of(context.eventType());
        List<PluginAction> actions = new ArrayList<>();
        actions.add(new PluginAction.Metric("enrichment.events", 1, Map.of("domain", domain, "event_type", eventType)));
        if (context.field("data.entities") instanceof Map<?, ?> entities) {
            entities.forEach((kind, rows) -> {
                if (rows instanceof List<?> list && !list.isEmpty()) {
                    Map<String, String> labels = Map.of("domain", domain, "kind", kinds.of(String.valueOf(kind)));
                    actions.add(new PluginAction.Metric("enrichment.rows", list.size(), labels));
                }
            });
        }
        age(context)
                .ifPresent(seconds -> actions.add(new PluginAction.Metric(
                        "enrichment.event.age.seconds", seconds, Map.of("domain", domain, "event_type", eventType))));
        return PluginResult.success().with(actions);
    }

    /** How many seconds ago the event came in; a clock that is ahead of ours counts as now. */
    private Optional<Double> age(PluginContext context) {
        return timestamps.stream()
                .flatMap(field -> instant(context.field(field)).stream())
                .findFirst()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS));
    }

    private static Optional<Instant> instant(@Nullable Object value) {
        try {
            return value instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
