package dev.wadi.connection;

import dev.wadi.json.FieldPath;
import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path and a query with placeholders, such as {@code /projects/{project_id}}. A placeholder is a {@link FieldPath}
 * into the body; its value is encoded, so that it can't leave its segment.
 */
public final class UrlTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final List<Object> path;
    private final Map<String, List<Object>> query;
    private final @Nullable String constant; // where nothing in it depends on the body

    private UrlTemplate(List<Object> path, Map<String, List<Object>> query) {
        this.path = path;
        this.query = query;
        boolean variable = Stream.concat(Stream.of(path), query.values().stream())
                .flatMap(List::stream)
                .anyMatch(FieldPath.class::isInstance);
        this.constant = variable ? null : build(null);
    }

    /**
     * Parses a template.
     *
     * @param path the path; a slash is put before it where it has none
     * @param query names and values; a value whose field is absent leaves its parameter out
     * @throws IllegalArgumentException if a placeholder is no field path
     */
    public static UrlTemplate parse(String path, Map<String, ?> query) {
        Map<String, List<Object>> parsed = new LinkedHashMap<>();
        query.forEach((name, value) -> parsed.put(name, parts(String.valueOf(value))));
        return new UrlTemplate(parts(path.isEmpty() || path.startsWith("/") ? path : '/' + path), parsed);
    }

    private static List<Object> parts(String text) {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        for (; matcher.find(); at = matcher.end()) {
            parts.add(text.substring(at, matcher.start()));
            parts.add(FieldPath.parse(matcher.group(1)));
        }
        parts.add(text.substring(at));
        return parts;
    }

    /**
     * The path and query for a body.
     *
     * @throws Failure (payload) if a field of the path is missing, empty, or no plain value
     */
    public String expand(@Nullable Object body) {
        return constant == null ? build(body) : constant;
    }

    private String build(@Nullable Object body) {
        StringBuilder url = new StringBuilder();
        for (Object part : path) {
            url.append(part instanceof FieldPath field ? segment(field, body) : literal((String) part));
        }
        String parameters = query.entrySet().stream()
                .flatMap(entry ->
                        value(entry.getValue(), body).map(value -> encode(entry.getKey()) + '=' + value).stream())
                .collect(Collectors.joining("&"));
        if (!parameters.isEmpty()) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(parameters);
        }
        return url.toString();
    }

    private static String segment(FieldPath field, @Nullable Object body) {
        Object value = field.read(body);
        if (value == null) {
            throw Failure.payload("Path parameter '" + field + "' not found: the body has no such field");
        }
        String text = plain(value)
                .orElseThrow(() -> Failure.payload("Path parameter '" + field + "' must be a text or a number"));
        if (text.isBlank() || text.equals(".") || text.equals("..")) {
            throw Failure.payload("Path parameter '" + field + "' must not be '" + text + "'");
        }
        return encode(text);
    }

    private static Optional<String> value(List<Object> parts, @Nullable Object body) {
        StringBuilder value = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof FieldPath field) {
                Optional<String> text = listed(field.read(body));
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                value.append(encode(text.get()));
            } else {
                value.append(encode((String) part));
            }
        }
        return Optional.of(value.toString());
    }

    /** A plain value, or plain values with commas between. */
    private static Optional<String> listed(@Nullable Object value) {
        return value instanceof List<?> list
                ? Optional.of(
                        list.stream().flatMap(item -> plain(item).stream()).collect(Collectors.joining(",")))
                : plain(value);
    }

    private static Optional<String> plain(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case BigDecimal number -> Optional.of(number.toPlainString());
            case String text -> Optional.of(text);
            case Number number -> Optional.of(number.toString());
            case Boolean bool -> Optional.of(bool.toString());
            default -> Optional.empty();
        };
    }

    /** What the template's author wrote: only what can't stand in a URL is encoded. */
    private static String literal(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~')
                ? text
                : text.codePoints()
                        .mapToObj(c -> c > ' ' && c <= '~' ? Character.toString(c) : encode(Character.toString(c)))
                        .collect(Collectors.joining());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
