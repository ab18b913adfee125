package dev.wadi.connection;

import dev.wadi.json.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer's body is taken for. */
public enum AnswerForm {
    /** JSON where the answer says so, else text. */
    AUTO,
    /** JSON, whatever the answer says. */
    JSON,
    /** Text. */
    TEXT,
    /** Nothing: the message keeps its body. */
    KEEP;

    /**
     * The answer as plain Java; null where it is empty.
     *
     * @throws dev.wadi.record.Failure (payload) if it must be JSON, and is not
     */
    public @Nullable Object read(ConnectionResponse response) {
        if (response.body().length == 0) {
            return null;
        }
        return switch (this) {
            case JSON -> Json.value(response.body());
            case TEXT, KEEP -> response.text();
            case AUTO -> saysJson(response) ? Json.value(response.body()) : response.text();
        };
    }

    private static boolean saysJson(ConnectionResponse response) {
        String type = response.headers().getOrDefault("content-type", "");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.endsWith("+json");
    }
}
