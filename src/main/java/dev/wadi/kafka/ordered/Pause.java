package dev.wadi.kafka.ordered;

import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consumer takes up records. It does not while a record of it waits for something that the others will need
 * too: a circuit breaker to close, credentials to be accepted, an operator to look at a flood of dead letters. From time
 * to time one of the waiting records is tried; once one gets through, all go on. Thread-safe.
 */
final class Pause {

    private static final Duration FIRST_PROBE = Duration.ofSeconds(1);
    private static final Duration MAX_BETWEEN_PROBES = Duration.ofSeconds(30);
    private static final long MIN_LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long MAX_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /** What a consumer waits for. */
    enum Cause {
        /** A circuit breaker: it closes by itself. */
        CIRCUIT,
        /** Credentials that are refused. */
        CREDENTIALS,
        /** Dead letters that are held back. */
        FLOOD
    }

    /** Why a consumer waits, in a few words and in full. */
    record Reason(Cause cause, String text) {

        static Reason of(FailureFamily family, String text) {
            return switch (family) {
                case CIRCUIT_OPEN -> new Reason(Cause.CIRCUIT, text);
                case AUTH -> new Reason(Cause.CREDENTIALS, text);
                case TRANSIENT, PAYLOAD ->
                    new Reason(
                            Cause.FLOOD,
                            "most records fail with the same cause, so no more dead letters are written until one gets"
                                    + " through: "
                                    + text);
            };
        }
    }

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Reason reason;
    private volatile long nextProbeNanos;
    private Duration between = FIRST_PROBE;
    private volatile boolean probing;
    private int waiting;

    /** Hears when the consumer goes on. */
    void onLift(Runnable listener) {
        listeners.add(listener);
    }

    boolean isOn() {
        return reason != null;
    }

    Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Nanoseconds until it is worth while to look again whether a waiting record may be tried; at least a millisecond. */
    long untilProbe(long now) {
        long until = probing ? MAX_LOOK_NANOS : nextProbeNanos - now;
        return Math.clamp(until, MIN_LOOK_NANOS, MAX_LOOK_NANOS);
    }

    /** A record can't be finished now, and waits. */
    synchronized void waits(Reason because, boolean wasProbe) {
        waiting++;
        if (reason == null) {
            between = FIRST_PROBE;
            nextProbeNanos = System.nanoTime() + between.toNanos();
        } else if (wasProbe) {
            Duration doubled = between.multipliedBy(2);
            between = doubled.compareTo(MAX_BETWEEN_PROBES) < 0 ? doubled : MAX_BETWEEN_PROBES;
            nextProbeNanos = System.nanoTime() + between.toNanos();
        }
        if (wasProbe) {
            probing = false;
        }
        reason = because;
    }

    /** Whether a waiting record is to be tried now; if so, it is the only one. */
    synchronized boolean takeProbe() {
        if (reason == null || probing || nextProbeNanos - System.nanoTime() > 0) {
            return false;
        }
        probing = true;
        return true;
    }

    /** A record waits no longer: it is tried, or was given back. */
    void left() {
        synchronized (this) {
            waiting--;
        }
        liftIfNobodyWaits();
    }

    /** What was to be tried turned out to be somebody else's. */
    void probeEnded() {
        probing = false;
        liftIfNobodyWaits();
    }

    private void liftIfNobodyWaits() {
        boolean nobody;
        synchronized (this) {
            nobody = waiting == 0 && !probing && reason != null;
        }
        if (nobody) {
            lift();
        }
    }

    /** The consumer goes on. */
    void lift() {
        synchronized (this) {
            reason = null;
            probing = false;
        }
        listeners.forEach(Runnable::run);
    }
}
