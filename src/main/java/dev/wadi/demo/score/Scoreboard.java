package dev.wadi.demo.score;

import dev.wadi.demo.score.SourceEvent.End;
import dev.wadi.record.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What became of each source event. An event is told by its place in the raw topic, or by its id where it has one.
 * Thread-safe.
 */
public final class Scoreboard {

    private final Map<Origin, SourceEvent> byPlace = new HashMap<>();
    private final Map<String, SourceEvent> byId = new HashMap<>();
    private final Set<SourceEvent> open = new HashSet<>();
    private final Map<String, Integer> filtered = new TreeMap<>();
    private final Map<String, Integer> dead = new TreeMap<>();
    private int received;
    private int delivered;
    private int duplicated;
    private long changes;

    /** An event is about to be written under that id; it has no place yet. */
    public synchronized void announce(String eventId) {
        byId.computeIfAbsent(eventId, id -> new SourceEvent());
    }

    /** Kafka has acknowledged an event; {@code eventId} is empty where it has none that can be read. */
    public synchronized void written(String eventId, Origin place) {
        SourceEvent event = eventId.isEmpty()
                ? byPlace.computeIfAbsent(place, p -> new SourceEvent())
                : byId.computeIfAbsent(eventId, id -> new SourceEvent());
        SourceEvent early = byPlace.put(place, event); // it may have been consumed before we heard of its place
        End ended = early == null ? null : early.end();
        if (ended != null) {
            event.endAll(ended);
        }
        received++;
        open.add(event);
        settle(event);
    }

    /** An action was asked for, so the event has one more part. */
    public synchronized void expect(String eventId, String part) {
        withId(eventId, event -> event.expect(part));
    }

    /** A part arrived. */
    public synchronized void arrived(String eventId, String part) {
        withId(eventId, event -> event.end(part, new End.Arrived()));
    }

    /** A part that had arrived before arrived again. */
    public synchronized void duplicated() {
        duplicated++;
        changes++;
    }

    /** A part was left out on purpose. */
    public synchronized void filtered(String eventId, String part, String reason) {
        withId(eventId, event -> event.end(part, new End.Filtered(reason)));
    }

    /** The whole event was left out on purpose. */
    public synchronized void filtered(String eventId, String reason) {
        withId(eventId, event -> event.endAll(new End.Filtered(reason)));
    }

    /** A part became a dead letter. */
    public synchronized void dead(String eventId, String partKind, String cause) {
        withId(eventId, event -> event.endOne(partKind, new End.Dead(cause)));
    }

    /** The whole event became a dead letter, told by its id. */
    public synchronized void dead(String eventId, String cause) {
        withId(eventId, event -> event.endAll(new End.Dead(cause)));
    }

    /** The whole event became a dead letter, told by its place in the raw topic. */
    public synchronized void dead(Origin place, String cause) {
        SourceEvent event = byPlace.computeIfAbsent(place, p -> new SourceEvent());
        event.endAll(new End.Dead(cause));
        settle(event);
    }

    private void withId(String eventId, Consumer<SourceEvent> change) {
        SourceEvent event = byId.computeIfAbsent(eventId, id -> new SourceEvent());
        change.accept(event);
        settle(event);
    }

    private void settle(SourceEvent event) {
        changes++;
        End end = event.end();
        if (end == null || !open.remove(event)) {
            return;
        }
        switch (end) {
            case End.Arrived arrived -> delivered++;
            case End.Filtered why -> filtered.merge(why.reason(), 1, Integer::sum);
            case End.Dead why -> dead.merge(why.cause(), 1, Integer::sum);
        }
    }

    /** How many events have not ended. */
    public synchronized int open() {
        return open.size();
    }

    /** Grows with everything that happens: while it stands still, nothing does. */
    public synchronized long changes() {
        return changes;
    }

    /** The score as of now; what is open counts as in flight. */
    public synchronized Summary summary() {
        return new Summary(received, delivered, filtered, 0, dead, open.size(), 0, duplicated);
    }
}
