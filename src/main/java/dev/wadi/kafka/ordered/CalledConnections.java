package dev.wadi.kafka.ordered;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which connections the records of a consumer have needed: whether there are others than those that are blocked shows in
 * what was delivered. A set of connections is the bits of a number, one for each; those beyond the 63rd share the last.
 * Thread-safe, and costs a record next to nothing.
 */
final class CalledConnections {

    /** What the delivered records tell of a consumer whose records wait for some connections. */
    enum Others {
        /** Some were delivered without these. */
        KNOWN,
        /** All needed one of these. */
        NONE,
        /** Nothing has been delivered yet. */
        UNKNOWN
    }

    private static final int BITS = 64;
    private static final int MAX_SETS = 256;

    private final Map<String, Long> bits = new ConcurrentHashMap<>();
    private final Set<Long> delivered = ConcurrentHashMap.newKeySet();
    private volatile long last = -1;

    /** The connection's bit. */
    long bit(String connection) {
        Long known = bits.get(connection);
        return known != null ? known : add(connection);
    }

    private synchronized long add(String connection) {
        return bits.computeIfAbsent(connection, name -> 1L << Math.min(bits.size(), BITS - 1));
    }

    /** A record was delivered that has needed these. */
    void delivered(long connections) {
        if (connections == last) {
            return;
        }
        last = connections;
        if (delivered.size() < MAX_SETS) {
            delivered.add(connections);
        }
    }

    /** Whether there are records that need none of these connections. */
    Others without(Set<String> connections) {
        long blocked = bits(connections);
        if (delivered.isEmpty()) {
            return Others.UNKNOWN;
        }
        return delivered.stream().anyMatch(needed -> (needed & blocked) == 0) ? Others.KNOWN : Others.NONE;
    }

    /** The bits of several. */
    long bits(Set<String> connections) {
        return connections.stream().mapToLong(this::bit).reduce(0, (a, b) -> a | b);
    }
}
