package dev.wadi.plugin.spi.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said in one line of the log.
 *
 * @param message the text
 * @param context values by their names, in their order
 * @param thrown the exception; null for none
 */
public record LogLine(
        String message,
        Map<String, @Nullable Object> context,
        @Nullable Throwable thrown) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public LogLine {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /**
     * A line without an exception. Never throws: a value that can't be had is replaced by why.
     *
     * @param message the text
     * @param context names and values in turn; suppliers are asked now, and the value of a last name alone is null
     */
    public static LogLine of(String message, @Nullable Object... context) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < context.length; i += 2) {
            values.put(String.valueOf(context[i]), i + 1 < context.length ? valueOf(context[i + 1]) : null);
        }
        return new LogLine(message, values, null);
    }

    /** The same line, with an exception. */
    public LogLine with(Throwable exception) {
        return new LogLine(message, context, exception);
    }

    /** The text and the values, such as {@code Task completed | task_id=123}, in one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(message);
        context.forEach((name, value) ->
                text.append(text.length() == message.length() ? " | " : " ").append(name + '=' + value));
        return CONTROL.matcher(text).replaceAll(" ");
    }

    private static @Nullable Object valueOf(@Nullable Object value) {
        if (!(value instanceof Supplier<?> supplier)) {
            return value;
        }
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            return "(not available: " + e + ')';
        }
    }
}
