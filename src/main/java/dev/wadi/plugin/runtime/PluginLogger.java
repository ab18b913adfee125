package dev.wadi.plugin.runtime;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's logger for plugins and handlers, writing to our log.
 *
 * @param log where it writes
 */
public record PluginLogger(Logger log) implements System.Logger {

    /** The logger of a plugin or handler of that name. */
    public static PluginLogger of(String plugin) {
        return new PluginLogger(LoggerFactory.getLogger("dev.wadi.plugin." + plugin));
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(System.Logger.Level level) {
        return level != System.Logger.Level.OFF && log.isEnabledForLevel(of(level));
    }

    @Override
    public void log(
            System.Logger.Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            log.atLevel(of(level)).setCause(thrown).log(message);
        }
    }

    @Override
    public void log(
            System.Logger.Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object... values) {
        if (isLoggable(level)) {
            boolean plain = format == null || values == null || values.length == 0;
            log.atLevel(of(level)).log(plain ? format : MessageFormat.format(format, values));
        }
    }

    private static org.slf4j.event.Level of(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR, OFF -> org.slf4j.event.Level.ERROR;
        };
    }
}
