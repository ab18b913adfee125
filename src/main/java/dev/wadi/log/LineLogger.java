package dev.wadi.log;

import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.plugin.spi.log.StructuredLog;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The structured log of somebody who has a logger of that name. Thread-safe. */
public final class LineLogger implements StructuredLog {

    private final Logger logger;

    private LineLogger(Logger logger) {
        this.logger = logger;
    }

    /** That of a logger's name. */
    public static LineLogger of(String name) {
        return new LineLogger(LogManager.getLogger(name));
    }

    @Override
    public boolean isLoggable(System.Logger.Level level) {
        return level != System.Logger.Level.OFF && logger.isEnabled(of(level));
    }

    @Override
    public void log(System.Logger.Level level, LogLine line) {
        if (isLoggable(level)) {
            logger.log(of(level), new LineMessage(line), line.thrown());
        }
    }

    private static Level of(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, OFF -> Level.ERROR;
        };
    }
}
