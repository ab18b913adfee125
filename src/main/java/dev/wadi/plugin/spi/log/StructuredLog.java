package dev.wadi.plugin.spi.log;

import org.jspecify.annotations.Nullable;

/**
 * A log whose lines have a text and named values, such as {@code log(Level.INFO, "Task completed", "task_id", 123)}.
 *
 * <p>Which event, domain, stage, plugin and worker a line belongs to, and the record's trace id, need not be said: Wadi
 * adds them. Secrets in texts and values are not written. Thread-safe.
 */
public interface StructuredLog {

    /** Whether lines of this level are written. */
    boolean isLoggable(System.Logger.Level level);

    /** Writes a line, if lines of this level are written. */
    void log(System.Logger.Level level, LogLine line);

    /**
     * Writes a line.
     *
     * @param level the level
     * @param message the text, the same for all lines of its kind: what differs belongs into the context
     * @param context names and values in turn; a value that is a {@link java.util.function.Supplier} is asked only if the
     *     line is written
     */
    default void log(System.Logger.Level level, String message, @Nullable Object... context) {
        if (isLoggable(level)) {
            log(level, LogLine.of(message, context));
        }
    }

    /**
     * Writes an exception with its stack, at the level ERROR.
     *
     * @param thrown the exception
     * @param message what failed
     * @param context names and values in turn, as for {@link #log(System.Logger.Level, String, Object...)}
     */
    default void logException(Throwable thrown, String message, @Nullable Object... context) {
        if (isLoggable(System.Logger.Level.ERROR)) {
            log(System.Logger.Level.ERROR, LogLine.of(message, context).with(thrown));
        }
    }
}
