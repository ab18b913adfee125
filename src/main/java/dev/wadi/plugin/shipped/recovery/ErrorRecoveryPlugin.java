package dev.wadi.plugin.shipped.recovery;

import dev.wadi.plugin.shipped.log.Redaction;
import dev.wadi.plugin.spi.MessageTemplate;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts errors by kind, and raises the alarm once when too many of a kind come within a time. */
public final class ErrorRecoveryPlugin implements Plugin {

    private static final String UNKNOWN = "unknown";

    private final Clock clock;
    private List<RecoveryRule> rules = List.of();
    private ErrorCounts counts = new ErrorCounts(new ConcurrentHashMap<>());

    public ErrorRecoveryPlugin() {
        this(Clock.systemUTC());
    }

    ErrorRecoveryPlugin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "error_recovery";
    }

    @Override
    public String description() {
        return "Raises the alarm when errors of a kind pile up";
    }

    /** Those that the rules name, once it is configured. */
    @Override
    public Set<String> stages() {
        Set<String> stages = new LinkedHashSet<>();
        rules.forEach(rule -> stages.addAll(rule.stages()));
        return stages.isEmpty() ? Set.copyOf(RecoveryRule.STAGES) : stages;
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("rules");
        rules = config.sections("rules").stream().map(RecoveryRule::read).toList();
        if (rules.isEmpty()) {
            config.problem("rules", "there are no rules. Possible: rules: [{name: auth, categories: [auth]}]");
        }
        Set<String> names = new HashSet<>();
        for (RecoveryRule rule : rules) {
            if (!rule.name().isEmpty() && !names.add(rule.name())) {
                config.problem("rules", "two rules are named '" + rule.name() + "'. Give one of them another name");
            }
        }
    }

    @Override
    public void onLoad(PluginEnvironment environment) {
        counts = new ErrorCounts(environment.state());
    }

    @Override
    public PluginResult execute(PluginContext context) {
        String category = context.field("data.error_category") instanceof String known ? known : UNKNOWN;
        List<PluginAction> actions = new ArrayList<>();
        for (RecoveryRule rule : rules) {
            if (rule.fits(context, category)) {
                actions.add(new PluginAction.Metric(
                        "error_recovery.errors", 1, Map.of("rule", rule.name(), "stage", context.stage())));
                Instant now = clock.instant();
                if (counts.raises(rule, now)) {
                    raise(rule, context, category, now, actions);
                }
            }
        }
        return PluginResult.success().with(actions);
    }

    private static void raise(
            RecoveryRule rule, PluginContext context, String category, Instant now, List<PluginAction> actions) {
        actions.add(new PluginAction.Metric("error_recovery.alarms", 1, Map.of("rule", rule.name())));
        Map<String, @Nullable Object> alarm = new LinkedHashMap<>();
        alarm.put("rule", rule.name());
        alarm.put("threshold", rule.threshold());
        alarm.put("window_seconds", seconds(rule.window()));
        alarm.put("domain", context.domain());
        alarm.put("stage", context.stage());
        alarm.put("category", category);
        // The fields of messages stay placeholders here, and the error is left out: it may itself look like one.
        rule.log()
                .ifPresent(line -> actions.add(
                        new PluginAction.Log(line.level(), MessageTemplate.render(line.message(), alarm::get))));
        @Nullable String error = context.error();
        alarm.put("event_id", context.eventId());
        alarm.put("event_type", context.eventType());
        alarm.put("project_id", context.projectId());
        alarm.put("error", error == null ? "" : Redaction.text(error));
        alarm.put("timestamp", now.toString());
        rule.webhook().ifPresent(call -> actions.add(call.withBody(alarm)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
