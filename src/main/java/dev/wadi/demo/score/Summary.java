package dev.wadi.demo.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the source events.
 *
 * @param received events that Kafka acknowledged
 * @param delivered events whose rows and actions all arrived
 * @param filtered events left out on purpose, by reason
 * @param retried events that wait on a retry topic
 * @param dead events that are dead letters, in whole or in part, by cause
 * @param inFlight events still on their way
 * @param lost events that are on their way no longer, and nowhere
 * @param duplicated arrivals of what had arrived before
 */
public record Summary(
        int received,
        int delivered,
        Map<String, Integer> filtered,
        int retried,
        Map<String, Integer> dead,
        int inFlight,
        int lost,
        int duplicated) {

    public Summary {
        filtered = Collections.unmodifiableMap(new TreeMap<>(filtered));
        dead = Collections.unmodifiableMap(new TreeMap<>(dead));
    }

    /** The same, when nothing moves any more: what is in flight is lost. */
    public Summary atTheEnd() {
        return new Summary(received, delivered, filtered, retried, dead, 0, lost + inFlight, duplicated);
    }

    public int filteredTotal() {
        return sum(filtered);
    }

    public int deadTotal() {
        return sum(dead);
    }

    /** Whether each event that came in is accounted for. */
    public boolean holds() {
        return lost == 0 && received == delivered + filteredTotal() + retried + deadTotal() + inFlight;
    }

    /** The one line that sums up. */
    public String line() {
        return "conservation: received=%d delivered=%d filtered=%d retried=%d dead=%d in_flight=%d lost=%d duplicated=%d"
                .formatted(received, delivered, filteredTotal(), retried, deadTotal(), inFlight, lost, duplicated);
    }

    /** The same as a JSON object, with reasons and causes. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("received", received);
        map.put("delivered", delivered);
        map.put("filtered", filteredTotal());
        map.put("retried", retried);
        map.put("dead", deadTotal());
        map.put("in_flight", inFlight);
        map.put("lost", lost);
        map.put("duplicated", duplicated);
        map.put("filtered_by_reason", filtered);
        map.put("dead_by_cause", dead);
        return map;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
