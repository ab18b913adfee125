package dev.wadi.plugin.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether one plugin may run: not while it is in quarantine, nor more often at once than its limits say. Each execution
 * that it lets in is told to it when it ends. Thread-safe.
 *
 * <p>Quarantine has two causes. A breaker opens when too many executions fail, and tries the plugin again by itself; and
 * while the plugin holds too many threads past its time limit, no other is given to it.
 */
public final class PluginGuard {

    private final ExecutionLimits limits;
    private final long timeoutNanos;
    private final CircuitBreaker breaker;
    private final @Nullable Bulkhead bulkhead;
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicBoolean quarantined = new AtomicBoolean();
    /** Those that the breaker was told since the last failure. */
    private final AtomicInteger successes = new AtomicInteger();

    private final int enoughSuccesses;

    /** What becomes of an execution before it begins. */
    public enum Admission {
        /** It may begin. */
        ADMITTED,
        /** The plugin is in quarantine. */
        QUARANTINED,
        /** All others of this plugin took too long for this one to get its turn. */
        CROWDED
    }

    public PluginGuard(String plugin, ExecutionLimits limits) {
        this.limits = limits;
        this.enoughSuccesses = 2 * limits.quarantine().window(); // twice: those under way may tell theirs in any order
        this.timeoutNanos = limits.timeout().toNanos();
        this.breaker = CircuitBreaker.of(plugin, breakerConfig(limits.quarantine()));
        this.bulkhead = limits.maxConcurrent() == 0
                ? null
                : Bulkhead.of(
                        plugin,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(limits.maxConcurrent())
                                .maxWaitDuration(limits.timeout())
                                .build());
    }

    private static CircuitBreakerConfig breakerConfig(Quarantine rules) {
        CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom()
                .failureRateThreshold(rules.failureRate())
                .waitDurationInOpenState(rules.lasting())
                .permittedNumberOfCallsInHalfOpenState(rules.trials());
        config.slidingWindow(
                rules.window(),
                rules.minExecutions(),
                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE);
        return config.build();
    }

    public ExecutionLimits limits() {
        return limits;
    }

    /** How long one execution may take. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Whether the plugin is left out now, or on trial after that. */
    public boolean isQuarantined() {
        return quarantined.get();
    }

    /** How many threads it holds past its time limit. */
    public int abandonedThreads() {
        return abandoned.get();
    }

    /**
     * Lets an execution in, after it has waited for its turn if need be. Then either {@link #succeeded} or {@link
     * #failed} must follow, and {@link #left} once no thread is in it any more.
     */
    public Admission admit(Watchdog watchdog) {
        if (holdsTooMany(watchdog) || !breaker.tryAcquirePermission()) {
            return Admission.QUARANTINED;
        }
        if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
            toldFailure();
            return Admission.CROWDED;
        }
        return Admission.ADMITTED;
    }

    private boolean holdsTooMany(Watchdog watchdog) {
        int held = abandoned.get();
        return held > 0 && (held >= mostAbandoned() || watchdog.abandoned().get() >= Watchdog.MAX_ABANDONED);
    }

    /** No more than its turns: past them each further execution would wait for nothing. */
    private int mostAbandoned() {
        return bulkhead == null ? limits.maxAbandoned() : Math.min(limits.maxAbandoned(), limits.maxConcurrent());
    }

    /** An execution came to its end. What it says about itself, such as that it failed, is no matter here. */
    public void succeeded() {
        if (successes.get() < enoughSuccesses) { // else the breaker's window holds nothing but them
            successes.incrementAndGet();
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** An execution threw, returned nothing, or ran out of time. */
    public void failed() {
        toldFailure();
    }

    private void toldFailure() {
        successes.set(0);
        breaker.onError(0, TimeUnit.NANOSECONDS, new Failure());
    }

    /** The thread of an execution is out of it, in time or later. */
    public void left() {
        if (bulkhead != null) {
            bulkhead.releasePermission();
        }
    }

    /** A thread is held past the time limit. */
    public void abandon(Watchdog watchdog) {
        abandoned.incrementAndGet();
        watchdog.abandoned().incrementAndGet();
    }

    /** A thread that was held has come back after all. */
    public void cameBack(Watchdog watchdog) {
        abandoned.decrementAndGet();
        watchdog.abandoned().decrementAndGet();
    }

    /** Why the plugin is in quarantine from now on; null if it isn't, or was before. To be asked after each failure. */
    public @Nullable String newlyQuarantined(Watchdog watchdog) {
        String why = null;
        if (holdsTooMany(watchdog)) {
            why = "it holds " + abandoned.get() + " threads past its time limit of "
                    + limits.timeout().toMillis() + " ms";
        } else if (breaker.getState() == CircuitBreaker.State.OPEN) {
            why = Math.round(breaker.getMetrics().getFailureRate()) + " % of its last "
                    + breaker.getMetrics().getNumberOfBufferedCalls() + " executions failed";
        }
        return why != null && quarantined.compareAndSet(false, true) ? why : null;
    }

    /** Whether its quarantine is over from now on. To be asked after each execution, and when a thread has come back. */
    public boolean newlyReleased(Watchdog watchdog) {
        return quarantined.getOpaque()
                && breaker.getState() == CircuitBreaker.State.CLOSED
                && !holdsTooMany(watchdog)
                && quarantined.compareAndSet(true, false);
    }

    /** What the breaker is told: it needs no more than that there was something. */
    private static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failure() {
            super("failed", null, false, false);
        }
    }
}
