package dev.wadi.plugin.shipped.metric;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values of a label: the first hundred different ones as they are, all further ones as one. Thread-safe. */
final class BoundedLabel {

    static final String UNKNOWN = "unknown";
    static final String OTHER = "other";
    static final int MAX_VALUES = 100;

    private static final int MAX_LENGTH = 80;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The label for a value, which others chose. */
    String of(String value) {
        if (value.isEmpty()) {
            return UNKNOWN;
        }
        if (known.contains(value)) {
            return value;
        }
        if (value.length() > MAX_LENGTH || known.size() >= MAX_VALUES) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
