package dev.wadi.plugin.shipped.setting;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a line to log: a text, or a section with a level and a message. */
public final class LogSetting {

    private static final Map<String, System.Logger.Level> LEVELS = Map.of(
            "debug", System.Logger.Level.DEBUG,
            "info", System.Logger.Level.INFO,
            "warning", System.Logger.Level.WARNING,
            "error", System.Logger.Level.ERROR);

    private LogSetting() {}

    /** The line that a key describes, at level {@code info} unless given; nothing if the key is absent. */
    public static Optional<PluginAction.Log> read(PluginConfig config, String key) {
        if (!config.has(key)) {
            return Optional.empty();
        }
        if (!config.isSection(key)) {
            return Optional.of(new PluginAction.Log(System.Logger.Level.INFO, config.requiredText(key)));
        }
        PluginConfig log = config.section(key).orElseThrow();
        log.refuseUnknown("level", "message");
        return Optional.of(readSection(log));
    }

    /** The line that a section describes by {@code level} and {@code message}. */
    public static PluginAction.Log readSection(PluginConfig section) {
        return new PluginAction.Log(level(section, "level", System.Logger.Level.INFO), section.requiredText("message"));
    }

    /** The level that a key names, whatever its case. */
    public static System.Logger.Level level(PluginConfig config, String key, System.Logger.Level otherwise) {
        Optional<String> text = config.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        System.Logger.Level level = LEVELS.get(text.get().toLowerCase(Locale.ROOT));
        if (level == null) {
            config.problem(key, key + " must be one of debug, info, warning, error, but was '" + text.get() + "'");
            return otherwise;
        }
        return level;
    }
}
