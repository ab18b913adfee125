package dev.wadi.plugin.shipped.quality;

import dev.wadi.plugin.shipped.setting.LogSetting;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks messages against rules, and counts, logs, marks or leaves out those that break one. */
public final class DataQualityPlugin implements Plugin {

    /** The header that names the rules a message breaks. */
    static final String HEADER = "x-data-quality";

    private List<QualityRule> rules = List.of();
    private System.Logger.Level level = System.Logger.Level.WARNING;

    @Override
    public String name() {
        return "data_quality";
    }

    @Override
    public String description() {
        return "Checks messages against rules";
    }

    @Override
    public int priority() {
        return 20;
    }

    /** Those that the rules name, once it is configured; all if a rule names none. */
    @Override
    public Set<String> stages() {
        Set<String> stages = new LinkedHashSet<>();
        for (QualityRule rule : rules) {
            if (rule.stages().isEmpty()) {
                return Set.of();
            }
            stages.addAll(rule.stages());
        }
        return stages;
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("on_violation", "log_level", "rules");
        OnViolation otherwise = RuleReader.onViolation(config, OnViolation.LOG);
        level = LogSetting.level(config, "log_level", System.Logger.Level.WARNING);
        rules = config.sections("rules").stream()
                .map(rule -> RuleReader.read(rule, otherwise))
                .toList();
        if (rules.isEmpty()) {
            config.problem("rules", "there are no rules. Possible: rules: [{field: project_id, required: true}]");
        }
    }

    @Override
    public PluginResult execute(PluginContext context) {
        Map<OnViolation, List<QualityRule>> broken = new EnumMap<>(OnViolation.class);
        List<String> said = new ArrayList<>();
        List<PluginAction> actions = new ArrayList<>();
        for (QualityRule rule : rules) {
            List<String> violations = rule.holdsFor(context) ? rule.violations(context) : List.of();
            if (!violations.isEmpty()) {
                broken.computeIfAbsent(rule.onViolation(), any -> new ArrayList<>())
                        .add(rule);
                actions.add(violated(rule, context));
                if (rule.onViolation() == OnViolation.LOG) {
                    said.addAll(violations);
                }
            }
        }
        broken.forEach((what, byRules) -> add(actions, what, byRules, said));
        return PluginResult.success().with(actions);
    }

    private static PluginAction violated(QualityRule rule, PluginContext context) {
        return new PluginAction.Metric(
                "data_quality.violations", 1, Map.of("rule", rule.name(), "stage", context.stage()));
    }

    private void add(List<PluginAction> actions, OnViolation what, List<QualityRule> byRules, List<String> said) {
        String names = String.join(",", byRules.stream().map(QualityRule::name).toList());
        switch (what) {
            case LOG -> actions.add(new PluginAction.Log(level, "Data quality: " + String.join("; ", said)));
            case METRIC -> {} // each is counted anyway
            case HEADER -> actions.add(new PluginAction.AddHeader(HEADER, names));
            case FILTER -> actions.add(new PluginAction.Filter("data quality: " + names));
        }
    }
}
