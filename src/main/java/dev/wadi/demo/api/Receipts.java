package dev.wadi.demo.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What arrived at the receiving APIs, by destination. Thread-safe; forgets nothing while the demo runs. */
public final class Receipts {

    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private volatile Watcher watcher = (destination, eventId, again) -> {};

    /** Hears of each arrival, on the thread that received it. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * Something arrived.
         *
         * @param again whether something about that event had arrived there before
         */
        void received(String destination, String eventId, boolean again);
    }

    private static final class Destination {
        private final LongAdder arrivals = new LongAdder();
        private final LongAdder duplicates = new LongAdder();
        private final Set<String> eventIds = ConcurrentHashMap.newKeySet();
        private final Set<Identity> identities = ConcurrentHashMap.newKeySet();
    }

    private record Identity(String eventId, String idempotencyKey) {}

    /**
     * Notes an arrival. One event may well arrive several times at a destination, once for each thing that is to be said
     * about it: a duplicate is what comes again with the same event id <em>and</em> the same idempotency key.
     */
    public void arrived(String destination, String eventId, String idempotencyKey) {
        Destination at = destinations.computeIfAbsent(destination, name -> new Destination());
        at.arrivals.increment();
        boolean again = !at.eventIds.add(eventId);
        watcher.received(destination, eventId, again);
        if (!at.identities.add(new Identity(eventId, idempotencyKey))) {
            at.duplicates.increment();
        }
    }

    /** Shows arrivals from now on to a watcher, instead of the one before. */
    public void watch(Watcher next) {
        watcher = next;
    }

    /** The destinations at which anything arrived. */
    public Set<String> destinations() {
        return new TreeSet<>(destinations.keySet());
    }

    /** How many arrived at a destination, duplicates included. */
    public long count(String destination) {
        Destination at = destinations.get(destination);
        return at == null ? 0 : at.arrivals.sum();
    }

    /** How many arrived at a destination that had arrived there before. */
    public long duplicates(String destination) {
        Destination at = destinations.get(destination);
        return at == null ? 0 : at.duplicates.sum();
    }

    /** The ids of the events that arrived at a destination, as of now. */
    public Set<String> eventIds(String destination) {
        Destination at = destinations.get(destination);
        return at == null ? Set.of() : Set.copyOf(at.eventIds);
    }
}
