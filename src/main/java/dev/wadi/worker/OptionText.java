package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as options such as {@code default.} and {@code config.} take them: a text that is JSON is that JSON value, any
 * other text is itself.
 */
final class OptionText {

    private OptionText() {}

    /** All values of a mapping. */
    static Map<String, String> all(YamlMapping values) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : values.keys()) {
            values.child(key).ifPresent(value -> texts.put(key, of(value)));
        }
        return texts;
    }

    private static String of(YamlValue value) {
        // A variable without quotes may stand for a number as well as for a text: as it would in the file itself.
        return value instanceof YamlValue.Scalar scalar && scalar.open() && EndpointText.canHave(scalar.text())
                ? scalar.text()
                : of(value.plain());
    }

    static String of(@Nullable Object value) {
        String text = value instanceof String word && !word.isEmpty() && !isJson(word) ? word : Json.text(value);
        return EndpointText.canHave(text) ? text : escaped(Json.text(value));
    }

    /** The same JSON without that which an option can't have. It stands in quotes, all of it. */
    private static String escaped(String json) {
        return json.replace("&", "\\u0026")
                .replace("%", "\\u0025")
                .replace("$", "\\u0024")
                .replace("{{", "\\u007b{")
                .replace("RAW", "\\u0052AW");
    }

    private static boolean isJson(String text) {
        try {
            Json.value(text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (Failure noJson) {
            return false;
        }
    }
}
