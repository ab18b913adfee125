package dev.wadi.plugin.shipped.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of values what must not be written down: what stands under a key such as {@code token} or {@code password},
 * the query of a URL (which signs it), and credentials within texts.
 */
public final class Redaction {

    /** What stands for a secret. */
    public static final String HIDDEN = "***";

    private static final int MAX_DEPTH = 40;
    private static final Pattern SECRET_KEY = Pattern.compile(
            "token|secret|passw|passphrase|authorization|credential|apikey|privatekey|accesskey|signature|cookie|jaas"
                    + "|session");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z]");
    private static final Pattern USER = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,30}://)[^/\\s@?#\"']{1,500}@");
    private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^\\s?\"'<>]{1,2000})\\?[^\\s\"'<>]*");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{4,}");
    private static final Pattern PAIR = Pattern.compile(
            "(?i)\\b([\\w-]{0,40}(?:token|secret|passw\\w{0,10}|passphrase|api[_-]?key|signature))([\"']?\\s*[=:]\\s*[\"']?)"
                    + "[^\\s,;&\"'}]+");

    private Redaction() {}

    /** The value without secrets: maps, lists, texts, numbers and booleans, anything else as its text. */
    public static @Nullable Object of(@Nullable Object value) {
        return redact(value, 0);
    }

    /** The fields without secrets. */
    public static Map<String, @Nullable Object> fields(Map<String, ? extends @Nullable Object> fields) {
        return map(fields, 0);
    }

    /** The text without the queries of URLs and without credentials. */
    public static String text(String text) {
        String without = text;
        if (text.contains("://")) {
            without = USER.matcher(without).replaceAll("$1" + HIDDEN + "@");
            without = QUERY.matcher(without).replaceAll("$1?" + HIDDEN);
        }
        without = SCHEME.matcher(without).replaceAll("$1 " + HIDDEN);
        return PAIR.matcher(without).replaceAll("$1=" + HIDDEN);
    }

    private static @Nullable Object redact(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return HIDDEN;
        }
        return switch (value) {
            case null -> null;
            case String text -> text(text);
            case Map<?, ?> map -> map(map, depth);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(redact(item, depth + 1)));
                yield copy;
            }
            case Number number -> number;
            case Boolean bool -> bool;
            case Object other -> text(other.toString());
        };
    }

    private static Map<String, @Nullable Object> map(Map<?, ? extends @Nullable Object> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            String name = String.valueOf(key);
            copy.put(name, item != null && isSecret(name) ? HIDDEN : redact(item, depth + 1));
        });
        return copy;
    }

    private static boolean isSecret(String key) {
        String letters = NOT_A_LETTER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
        return SECRET_KEY.matcher(letters).find();
    }
}
