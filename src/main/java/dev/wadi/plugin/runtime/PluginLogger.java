package dev.wadi.plugin.runtime;

import dev.wadi.log.LineLogger;
import dev.wadi.log.LogScope;
import dev.wadi.plugin.spi.log.LogLine;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's logger for plugins and handlers, writing to our log.
 *
 * @param plugin the name of the plugin or handler
 * @param log where its texts go
 * @param lines where its lines with values go
 */
public record PluginLogger(String plugin, Logger log, LineLogger lines) implements System.Logger {

    /** The logger of a plugin or handler of that name. */
    public static PluginLogger of(String plugin) {
        String name = "dev.wadi.plugin." + plugin;
        return new PluginLogger(plugin, LoggerFactory.getLogger(name), LineLogger.of(name));
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
            asPlugin(() -> log.atLevel(of(level)).setCause(thrown).log(message));
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
            String text = plain ? format : MessageFormat.format(format, values);
            asPlugin(() -> log.atLevel(of(level)).log(text));
        }
    }

    /** Writes a line with values. */
    public void log(System.Logger.Level level, LogLine line) {
        if (lines.isLoggable(level)) {
            asPlugin(() -> lines.log(level, line));
        }
    }

    /** It logs from threads of its own too, where nobody else knows whose line it is. */
    private void asPlugin(Runnable writing) {
        LogScope.also(fields -> fields.plugin(plugin), writing);
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
