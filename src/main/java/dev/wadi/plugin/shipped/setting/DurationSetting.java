package dev.wadi.plugin.shipped.setting;

import dev.wadi.plugin.spi.PluginConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time: a number of seconds, or a number with {@code ms}, {@code s}, {@code m} or {@code h}. */
public final class DurationSetting {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|)");

    private DurationSetting() {}

    /** The time at a key, longer than nothing. */
    public static Duration read(PluginConfig config, String key, Duration otherwise) {
        Optional<String> text = config.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = FORM.matcher(text.get().strip());
        Duration duration = matcher.matches() ? duration(matcher) : Duration.ZERO;
        if (duration.isZero()) {
            config.problem(key, key + " must be a time such as 30s, 5m or 500ms, but was '" + text.get() + "'");
            return otherwise;
        }
        return duration;
    }

    private static Duration duration(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
