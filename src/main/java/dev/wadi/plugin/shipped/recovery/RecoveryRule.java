package dev.wadi.plugin.shipped.recovery;

import dev.wadi.plugin.shipped.setting.DurationSetting;
import dev.wadi.plugin.shipped.setting.LogSetting;
import dev.wadi.plugin.shipped.setting.PatternSetting;
import dev.wadi.plugin.shipped.setting.WebhookSetting;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors of one kind, and when so many of them are an alarm.
 *
 * @param name the rule's name, as in metrics
 * @param stages where errors are counted
 * @param categories the families of errors; empty means all
 * @param message what the error's text has in it
 * @param threshold how many errors are an alarm
 * @param window within which time
 * @param coolDown how long there is no second alarm
 * @param log the line to log at an alarm
 * @param webhook the call to make at an alarm, its body still to come
 */
record RecoveryRule(
        String name,
        Set<String> stages,
        Set<String> categories,
        Optional<Pattern> message,
        int threshold,
        Duration window,
        Duration coolDown,
        Optional<PluginAction.Log> log,
        Optional<PluginAction.HttpWebhook> webhook) {

    static final List<String> STAGES = List.of("error", "retry", "dlq");
    static final List<String> CATEGORIES = List.of("transient", "auth", "payload", "circuit-open");

    private static final int MAX_THRESHOLD = 1_000;
    private static final int MAX_LENGTH = 2_000;

    static RecoveryRule read(PluginConfig config) {
        config.refuseUnknown(
                "name", "stages", "categories", "message", "threshold", "window", "cool_down", "log", "webhook");
        int threshold = config.integer("threshold", 1).orElse(1);
        if (threshold > MAX_THRESHOLD) {
            config.problem("threshold", "threshold must be at most " + MAX_THRESHOLD + ", but was " + threshold);
        }
        Set<String> stages = names(config, "stages", STAGES);
        return new RecoveryRule(
                config.requiredText("name"),
                stages.isEmpty() ? Set.of("error") : stages,
                names(config, "categories", CATEGORIES),
                PatternSetting.read(config, "message"),
                Math.min(threshold, MAX_THRESHOLD),
                DurationSetting.read(config, "window", Duration.ofMinutes(5)),
                DurationSetting.read(config, "cool_down", Duration.ofMinutes(15)),
                LogSetting.read(config, "log"),
                WebhookSetting.read(config, "webhook"));
    }

    private static Set<String> names(PluginConfig config, String key, List<String> possible) {
        @Nullable Object value = config.value(key);
        Set<String> names = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> names.add(String.valueOf(item).replace('_', '-')));
        } else if (value != null) {
            config.problem(key, key + " must be a list, but was '" + value + "'");
        }
        for (String name : names) {
            if (!possible.contains(name)) {
                config.problem(
                        key, "'" + name + "' is not possible in " + key + ". Possible: " + String.join(", ", possible));
            }
        }
        return names;
    }

    boolean fits(PluginContext context, String category) {
        if (!stages.contains(context.stage()) || (!categories.isEmpty() && !categories.contains(category))) {
            return false;
        }
        if (message.isEmpty()) {
            return true;
        }
        @Nullable String error = context.error();
        String text = error == null ? "" : error;
        return message.get()
                .matcher(text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH))
                .find();
    }
}
