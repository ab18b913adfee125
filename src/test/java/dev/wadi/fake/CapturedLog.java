package dev.wadi.fake;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/** What is logged below {@code dev.wadi} while it is open: each line is {@code LEVEL message}. */
public final class CapturedLog implements AutoCloseable {

    private static final String ROOT = "dev.wadi";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerConfig config;
    private final Level before;
    private final Appender appender = new Appender();

    private final class Appender extends AbstractAppender {
        Appender() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    }

    public CapturedLog() {
        before = LogManager.getLogger(ROOT).getLevel();
        Configurator.setLevel(ROOT, Level.DEBUG);
        config = ((LoggerContext) LogManager.getContext(false))
                .getConfiguration()
                .getLoggerConfig(ROOT);
        appender.start();
        config.addAppender(appender, Level.DEBUG, null);
    }

    /** A plugin's logger whose lines come here too. */
    public System.Logger logger() {
        return new System.Logger() {
            @Override
            public String getName() {
                return ROOT;
            }

            @Override
            public boolean isLoggable(System.Logger.Level level) {
                return true;
            }

            @Override
            public void log(
                    System.Logger.Level level,
                    @Nullable ResourceBundle bundle,
                    @Nullable String message,
                    @Nullable Throwable thrown) {
                lines.add(level + " " + message);
            }

            @Override
            public void log(
                    System.Logger.Level level,
                    @Nullable ResourceBundle bundle,
                    @Nullable String format,
                    @Nullable Object... values) {
                lines.add(level + " " + format);
            }
        };
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines at WARN and above. */
    public List<String> warnings() {
        return lines.stream()
                .filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                .toList();
    }

    @Override
    public void close() {
        config.removeAppender(appender.getName());
        Configurator.setLevel(ROOT, before);
    }
}
