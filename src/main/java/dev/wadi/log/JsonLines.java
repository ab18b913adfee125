package dev.wadi.log;

import dev.wadi.json.Json;
import dev.wadi.record.Origin;
import dev.wadi.secret.Redaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/** Lines as JSON: one object for each, in one line. */
final class JsonLines {

    private static final String EXCEPTION = "exception";

    /** A value that an author has named like one of these gets another name. */
    private static final Set<String> OURS =
            Set.of("time", "level", "logger", "thread", "message", LogFields.ORIGIN, EXCEPTION);

    private JsonLines() {}

    static String of(LogEvent event) {
        Line line = Line.of(event);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("time", Instant.ofEpochMilli(event.getTimeMillis()).toString());
        json.put("level", event.getLevel().name());
        json.put("logger", event.getLoggerName());
        json.put("thread", event.getThreadName());
        json.put("message", line.message());
        line.scope()
                .forEach((name, value) ->
                        json.put(name, value instanceof Origin origin ? LogFields.json(origin) : value));
        line.values().forEach((name, value) -> json.put(isOurs(name, line) ? name + '_' : name, value));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            json.put(EXCEPTION, exception(thrown));
        }
        return Json.text(json) + '\n';
    }

    private static boolean isOurs(String name, Line line) {
        return OURS.contains(name) || line.scope().containsKey(name);
    }

    private static Map<String, @Nullable Object> exception(Throwable thrown) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", thrown.getClass().getName());
        json.put("message", message(thrown));
        json.put("stack", Line.stack(thrown));
        return json;
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? null : Redaction.hide(message);
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }
}
