package dev.wadi.worker;

import dev.wadi.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as YAML on one line, quoted only where they must be. */
final class FlowText {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./ -]*(?<! )");
    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]*:[A-Za-z0-9_./:{}?=&@+,;%~!*()$-]*[^:\\s]");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    /** What YAML reads as something else than a text. */
    private static final Set<String> READ_OTHERWISE =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private FlowText() {}

    /** A value: a map, list, text, number, boolean or null. */
    static String of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.isEmpty() ? "{}" : "{ " + entries(map) + " }";
            case List<?> list -> list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
            case String text -> text(text);
            case null -> "null";
            default -> Json.text(value);
        };
    }

    private static String entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> text(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A text. */
    static String text(String text) {
        boolean plain = WORD.matcher(text).matches() && !isReadOtherwise(text);
        return plain ? text : Json.text(text);
    }

    /** The value of an endpoint's option, which is a text whatever it looks like. */
    static String option(String text) {
        return NUMBER.matcher(text).matches() || text.equals("true") || text.equals("false") ? text : text(text);
    }

    /** A text that may be an endpoint's URI, alone on its line. */
    static String uri(String text) {
        return URI.matcher(text).matches() ? text : text(text);
    }

    private static boolean isReadOtherwise(String text) {
        return READ_OTHERWISE.contains(text.toLowerCase(java.util.Locale.ROOT));
    }
}
