package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Notices when one and the same cause makes dead letters of most records, so that a fault of the configuration does not
 * empty a topic into the dead letters. Looks at the last records that ended. Thread-safe.
 */
final class FloodGuard {

    private static final String NONE = "";

    private final int window;
    private final int percent;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final Map<String, Integer> letters = new HashMap<>();
    private final Set<String> accepted = new HashSet<>();

    /**
     * A guard.
     *
     * @param window how many records it looks at; 0 for no guard
     * @param percent how many of them may become dead letters for one cause, in percent
     */
    FloodGuard(int window, int percent) {
        this.window = window;
        this.percent = percent;
    }

    /** A record ended without a dead letter. */
    void ended() {
        if (window > 0) {
            note(NONE);
        }
    }

    /** Whether a dead letter may be written; counts it if so. */
    synchronized boolean admits(String cause) {
        if (window == 0 || accepted.contains(cause)) {
            return true;
        }
        if (last.size() == window && letters.getOrDefault(cause, 0) * 100L >= (long) percent * window) {
            return false;
        }
        note(cause);
        return true;
    }

    /** Forgets what it has seen. */
    synchronized void reset() {
        last.clear();
        letters.clear();
    }

    /** Says that what floods now is no fault of the configuration: the letters are to be written. */
    synchronized void acceptFlood() {
        letters.forEach((cause, count) -> {
            if (count * 100L >= (long) percent * window) {
                accepted.add(cause);
            }
        });
        reset();
    }

    private synchronized void note(String cause) {
        if (last.size() == window) {
            letters.computeIfPresent(last.removeFirst(), (old, count) -> count == 1 ? null : count - 1);
        }
        last.addLast(cause);
        if (!cause.equals(NONE)) {
            letters.merge(cause, 1, Integer::sum);
        }
    }
}
