package dev.wadi.plugin.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of a context by its path. Reading never throws. */
final class ContextField {

    private static final int MAX_INDEX_DIGITS = 9;

    private ContextField() {}

    static @Nullable Object read(PluginContext context, String path) {
        int end = endOfName(path, 0);
        String rest = path.substring(end);
        return switch (path.substring(0, end)) {
            case "message" -> walk(context.message(), rest);
            case "data" -> walk(context.data(), rest);
            case "headers" -> header(context.headers(), rest);
            case "event_id" -> id(context.eventId(), rest);
            case "event_type" -> id(context.eventType(), rest);
            case "project_id" -> id(context.projectId(), rest);
            case "domain" -> id(context.domain(), rest);
            case "stage" -> id(context.stage(), rest);
            default -> null;
        };
    }

    private static @Nullable Object header(Map<String, String> headers, String rest) {
        if (rest.isEmpty()) {
            return headers;
        }
        return rest.startsWith(".") ? headers.get(rest.substring(1)) : null;
    }

    private static @Nullable Object id(String id, String rest) {
        return id.isEmpty() || !rest.isEmpty() ? null : id;
    }

    private static @Nullable Object walk(Object root, String path) {
        Object value = root;
        int at = 0;
        while (at < path.length() && value != null) {
            if (path.charAt(at) == '[') {
                int close = path.indexOf(']', at);
                value = close < 0 ? null : item(value, path.substring(at + 1, close));
                at = close + 1;
            } else if (path.charAt(at) == '.') {
                int end = endOfName(path, at + 1);
                value = value instanceof Map<?, ?> map ? map.get(path.substring(at + 1, end)) : null;
                at = end;
            } else {
                return null;
            }
        }
        return value;
    }

    private static @Nullable Object item(Object value, String index) {
        boolean number = !index.isEmpty()
                && index.length() <= MAX_INDEX_DIGITS
                && index.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || !(value instanceof List<?> list)) {
            return null;
        }
        int i = Integer.parseInt(index);
        return i < list.size() ? list.get(i) : null;
    }

    private static int endOfName(String path, int from) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }
}
