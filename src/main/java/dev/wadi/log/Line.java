package dev.wadi.log;

import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.secret.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is written of one event, without secrets.
 *
 * @param message the text
 * @param values what its author added, by the names
 * @param scope what it is about, by the names in {@link LogFields}
 */
record Line(String message, Map<String, @Nullable Object> values, Map<String, Object> scope) {

    private static final int MAX_MESSAGE = 16_000;
    private static final int MAX_STACK = 32_000;

    /** On the thread that logs it. */
    static Line of(LogEvent event) {
        Map<String, @Nullable Object> values = Map.of();
        String message;
        if (event.getMessage() instanceof LineMessage own) {
            LogLine line = own.line();
            message = line.message();
            values = valuesOf(line);
        } else {
            message = event.getMessage().getFormattedMessage();
        }
        return new Line(hidden(message), values, scopeNow());
    }

    /** The text and the values. */
    String text() {
        return values.isEmpty() ? message : new LogLine(message, values, null).toString();
    }

    /** A stack without secrets; what an exception says of itself may be code of a plugin's that throws in its turn. */
    static String stack(Throwable thrown) {
        try {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            return cut(Redaction.hide(stack.toString()), MAX_STACK);
        } catch (RuntimeException | StackOverflowError e) {
            return thrown.getClass().getName() + ", which can't be printed: "
                    + e.getClass().getName();
        }
    }

    /** Of what is hidden already: else the beginning of a secret could be left. */
    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + "… (" + text.length() + " characters)";
    }

    private static String hidden(@Nullable String message) {
        return cut(Redaction.hide(message == null ? "null" : message), MAX_MESSAGE);
    }

    private static Map<String, @Nullable Object> valuesOf(LogLine line) {
        try {
            return Redaction.hide(line.context());
        } catch (RuntimeException e) { // it is changed meanwhile
            return Map.of("context_error", e.toString());
        }
    }

    private static Map<String, Object> scopeNow() {
        Map<String, Object> scope = new LinkedHashMap<>(LogScope.fields());
        scope.replaceAll((name, value) -> value instanceof String text ? Redaction.hide(text) : value);
        return scope;
    }
}
