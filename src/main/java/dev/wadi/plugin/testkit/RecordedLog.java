package dev.wadi.plugin.testkit;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A logger that keeps its lines. Thread-safe. */
final class RecordedLog implements System.Logger {

    private final String name;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RecordedLog(String name) {
        this.name = name;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        lines.add(level + " " + message + (thrown == null ? "" : ": " + thrown));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
        boolean plain = format == null || values == null || values.length == 0;
        lines.add(level + " " + (plain ? format : MessageFormat.format(format, values)));
    }
}
