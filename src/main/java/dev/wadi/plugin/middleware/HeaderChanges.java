package dev.wadi.plugin.middleware;

import dev.wadi.action.HeaderRule;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Carries what middleware changed of a message's headers over to the message. What it left as it was stays untouched,
 * headers that occur several times included.
 */
final class HeaderChanges {

    /** What belongs to the wire. */
    private static final Set<String> NOT_FOR_MIDDLEWARE =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "expect");

    private HeaderChanges() {}

    /** The headers as middleware sees them: those of the same name joined. */
    static Map<String, String> shown(MultiMap headers) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> shown.merge(name, value, (first, further) -> first + ", " + further));
        return shown;
    }

    /** Makes the changes between what was shown and what came back. */
    static void apply(Map<String, String> shown, Map<String, String> changed, MultiMap headers) {
        for (String name : shown.keySet()) {
            if (!changed.containsKey(name) && isAllowed(name)) {
                headers.remove(name);
            }
        }
        changed.forEach((name, value) -> {
            if (!value.equals(shown.get(name)) && isAllowed(name) && isSendable(value)) {
                headers.set(name, value);
            }
        });
    }

    private static boolean isAllowed(String name) {
        return !NOT_FOR_MIDDLEWARE.contains(name.toLowerCase(Locale.ROOT))
                && !HeaderRule.steers(name)
                && name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    }

    private static boolean isSendable(String value) {
        return value.chars().allMatch(c -> c >= ' ' || c == '\t');
    }
}
