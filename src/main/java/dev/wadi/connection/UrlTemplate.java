package dev.wadi.connection;

import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path and a query with placeholders, such as {@code /projects/{project_id}}. A placeholder is a field
 * path into the body, or {@code field:-text} with a text to take where the field is absent; the value is encoded, so that
 * it can't leave its segment.
 */
public final class UrlTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final int MAX_PLACES = 100;

    private final List<Object> path;
    private final Map<String, List<Object>> query;
    private final @Nullable String constant; // where nothing in it depends on the body

    private UrlTemplate(List<Object> path, Map<String, List<Object>> query) {
        this.path = path;
        this.query = query;
        boolean variable = Stream.concat(Stream.of(path), query.values().stream())
                .flatMap(List::stream)
                .anyMatch(TemplateField.class::isInstance);
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
        List<Object> segments = parts(path.isEmpty() || path.startsWith("/") ? path : '/' + path);
        segments.replaceAll(part -> part instanceof String text ? literal(text) : part);
        return new UrlTemplate(segments, parsed);
    }

    private static List<Object> parts(String text) {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        for (; matcher.find(); at = matcher.end()) {
            parts.add(text.substring(at, matcher.start()));
            parts.add(TemplateField.parse(matcher.group(1)));
        }
        parts.add(text.substring(at));
        return parts;
    }

    /** Whether the body has all fields of the path. */
    public boolean hasPathOf(@Nullable Object body) {
        for (Object part : path) {
            if (part instanceof TemplateField field && field.read(body) == null) {
                return false;
            }
        }
        return true;
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
        StringBuilder url = new StringBuilder(64);
        for (Object part : path) {
            url.append(part instanceof TemplateField field ? segment(field, body) : part);
        }
        char separator = query.isEmpty() || url.indexOf("?") < 0 ? '?' : '&';
        for (Map.Entry<String, List<Object>> parameter : query.entrySet()) {
            String value = value(parameter.getValue(), body);
            if (value != null) {
                url.append(separator)
                        .append(encode(parameter.getKey()))
                        .append('=')
                        .append(value);
                separator = '&';
            }
        }
        return url.toString();
    }

    /** Its parts as they stand in a URL, one after the other: texts, and fields for whose values there is a place. */
    List<Object> inOrder() {
        List<Object> parts = new ArrayList<>(path);
        boolean asked = path.stream().anyMatch(part -> part instanceof String text && text.contains("?"));
        String separator = asked ? "&" : "?";
        for (Map.Entry<String, List<Object>> parameter : query.entrySet()) {
            parts.add(separator + encode(parameter.getKey()) + '=');
            parameter.getValue().forEach(part -> parts.add(part instanceof String text ? encode(text) : part));
            separator = "&";
        }
        return parts;
    }

    private static String segment(TemplateField field, @Nullable Object body) {
        return encode(text(field, body, "Path parameter"));
    }

    /** A field's value, of which no part of a URL's structure can be made. */
    static String text(TemplateField field, @Nullable Object body, String what) {
        Object value = field.read(body);
        if (value == null) {
            throw Failure.payload(what + " '" + field + "' not found: the body has no such field");
        }
        String text = plain(value);
        if (text == null) {
            throw Failure.payload(
                    what + " '" + field + "' must be a text or a number of at most " + MAX_PLACES + " places");
        }
        if (text.isBlank() || text.equals(".") || text.equals("..")) {
            throw Failure.payload(what + " '" + field + "' must not be '" + text + "'");
        }
        return text;
    }

    private static @Nullable String value(List<Object> parts, @Nullable Object body) {
        StringBuilder value = new StringBuilder();
        for (Object part : parts) {
            String text = part instanceof TemplateField field ? listed(field.read(body)) : (String) part;
            if (text == null) {
                return null;
            }
            value.append(encode(text));
        }
        return value.toString();
    }

    /** A plain value, or plain values with commas between. */
    private static @Nullable String listed(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(UrlTemplate::plain).filter(Objects::nonNull).collect(Collectors.joining(","))
                : plain(value);
    }

    static @Nullable String plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            // Written out, 1e999999999 would fill the memory.
            case BigDecimal number -> Math.abs((long) number.scale()) > MAX_PLACES ? null : number.toPlainString();
            case String text -> text;
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> null;
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

    static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            }
        }
        return text; // as nearly all ids are
    }
}
