package dev.wadi.kafka.ordered;

import dev.wadi.record.FailureFamily;
import dev.wadi.record.Reopenings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer's records wait for, and which others it takes up meanwhile. Where it is one connection, records that may
 * need another go on ({@link Scouts}); where it may be anything, such as an operator who looks at a flood of dead letters,
 * none does. Thread-safe.
 */
final class Pause implements Reopenings.Listener {

    private static final String ANYTHING = "";
    private static final long MIN_LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long MAX_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /** What records wait for. */
    enum Cause {
        /** A circuit breaker: it closes by itself. */
        CIRCUIT,
        /** Credentials that are refused. */
        CREDENTIALS,
        /** Dead letters that are held back. */
        FLOOD
    }

    /**
     * Why records wait.
     *
     * @param cause in a word
     * @param connection the connection that they wait for; null if it may be anything
     * @param text for people
     */
    record Reason(Cause cause, @Nullable String connection, String text) {

        static Reason of(FailureFamily family, @Nullable String connection, String text) {
            return switch (family) {
                case CIRCUIT_OPEN -> new Reason(Cause.CIRCUIT, connection, text);
                case AUTH -> new Reason(Cause.CREDENTIALS, connection, text);
                case TRANSIENT, PAYLOAD ->
                    new Reason(
                            Cause.FLOOD,
                            null,
                            "most records fail with the same cause, so no more dead letters are written until one gets"
                                    + " through: "
                                    + text);
            };
        }

        /** Whether one record that gets through does not yet mean that all will. */
        boolean recoversSlowly() {
            return cause == Cause.CIRCUIT && connection != null;
        }

        private String place() {
            return connection == null ? ANYTHING : connection;
        }
    }

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Blockage> blockages = new LinkedHashMap<>(); // guarded by this, like all of them
    private Scouts scouts = new Scouts(this);
    private volatile boolean on;
    private volatile Runnable floodOver = () -> {};
    private final CalledConnections connections;

    /** @param connections those that the consumer's records have needed */
    Pause(CalledConnections connections) {
        this.connections = connections;
    }

    /** Hears when there may be more to do. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Hears when a record got through while dead letters were held back. */
    void onFloodOver(Runnable listener) {
        floodOver = listener;
    }

    /** Whether any record waits. */
    boolean isOn() {
        return on;
    }

    /** What is waited for. */
    synchronized List<Reason> reasons() {
        return blockages.values().stream().map(Blockage::reason).toList();
    }

    /** The same for people; empty while nothing is waited for. */
    Optional<String> text() {
        List<Reason> now = reasons();
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.stream().map(Reason::text).collect(Collectors.joining("; ")));
    }

    /** How many records wait. */
    synchronized int waiting() {
        return blockages.values().stream().mapToInt(Blockage::waiting).sum();
    }

    /** Nanoseconds until it is worth while to look again; at least a millisecond. */
    synchronized long untilTrial(long now, boolean orScout) {
        long until = MAX_LOOK_NANOS;
        for (Blockage blockage : blockages.values()) {
            until = Math.min(until, blockage.untilTrial(now));
        }
        if (orScout && !isTotal()) {
            until = Math.min(until, scouts.untilNext(now));
        }
        return Math.max(until, MIN_LOOK_NANOS);
    }

    /** A record can't be finished now, and waits. */
    synchronized Blockage waits(Reason because) {
        if (!on) {
            scouts = new Scouts(this);
        }
        Blockage blockage = blockages.get(because.place());
        if (blockage == null) {
            blockage = new Blockage(this, because);
            blockages.put(because.place(), blockage);
            scouts.blocked(connections.without(blockages.keySet()));
        }
        blockage.waits(because);
        on = true;
        return blockage;
    }

    /** Whether one of those that wait is to be tried now. */
    synchronized boolean takeTrial(Blockage blockage) {
        return !blockage.isGone() && blockage.takeTrial(System.nanoTime());
    }

    /** Lets a record begin though others wait; null if it may not. */
    synchronized @Nullable Trial takeScout() {
        return !isTotal() && scouts.take(System.nanoTime()) ? scouts : null;
    }

    private boolean isTotal() {
        return blockages.containsKey(ANYTHING);
    }

    /** A record waits no longer: it goes on, or was given back. */
    synchronized void left(Blockage blockage) {
        blockage.left();
        if (!blockage.isGone() && blockage.isForgotten()) {
            remove(blockage);
        }
    }

    void ended(Blockage blockage, Trial.Result result) {
        synchronized (this) {
            if (blockage.endTrial(result) && !blockage.isGone()) {
                remove(blockage);
            }
        }
        if (result == Trial.Result.THROUGH && blockage.isTotal()) {
            floodOver.run();
        }
        changed();
    }

    void ended(Scouts of, Trial.Result result, long called) {
        if (result != Trial.Result.THROUGH) {
            return;
        }
        synchronized (this) {
            if ((called & connections.bits(blockages.keySet())) != 0) {
                return; // it got through what the others wait for: that says nothing of other connections
            }
            of.gotThrough();
        }
        changed();
    }

    /** A connection may be worth a call again. */
    @Override
    public void reopened(String connection, int calls) {
        synchronized (this) {
            Blockage blockage = blockages.get(connection);
            if (blockage == null) {
                return;
            }
            if (calls == Reopenings.ALL) {
                remove(blockage);
            } else {
                blockage.allow(calls);
            }
        }
        changed();
    }

    /** All go on. */
    void lift() {
        synchronized (this) {
            new ArrayList<>(blockages.values()).forEach(this::remove);
        }
        changed();
    }

    private void remove(Blockage blockage) {
        blockage.open();
        blockages.values().remove(blockage);
        on = !blockages.isEmpty();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
