package dev.wadi.plugin.handler;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.guard.Watchdog;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.handler.HandlerEnvironment;
import dev.wadi.record.DeadLetter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handler at work for one step, from its {@code initialize} to its {@code cleanup}. Thread-safe. */
final class RunningHandler {

    /** How many threads it may hold past the time limit before no other is given to it. */
    static final int MAX_HELD = 8;

    private static final Logger LOG = LoggerFactory.getLogger(RunningHandler.class);

    private final EnrichmentHandler code;
    private final HandlerSettings settings;
    private final HandlerEnvironment environment;
    private final Watchdog watchdog;
    private final AtomicInteger held = new AtomicInteger();

    // Guarded by this.
    private int underWay;
    private boolean retired;

    private RunningHandler(
            EnrichmentHandler code, HandlerSettings settings, HandlerEnvironment environment, Watchdog watchdog) {
        this.code = code;
        this.settings = settings;
        this.environment = environment;
        this.watchdog = watchdog;
    }

    /**
     * Initializes a handler.
     *
     * @throws ConfigException if that fails, which says why
     */
    static RunningHandler begin(
            EnrichmentHandler code, HandlerSettings settings, HandlerEnvironment environment, Watchdog watchdog) {
        RunningHandler begun = new RunningHandler(code, settings, environment, watchdog);
        try {
            begun.withItsClasses(() -> code.initialize(environment));
        } catch (Exception | LinkageError e) {
            throw new ConfigException(
                    settings.place(), begun.className() + " could not be initialized: " + DeadLetter.describe(e));
        }
        return begun;
    }

    EnrichmentHandler code() {
        return code;
    }

    HandlerSettings settings() {
        return settings;
    }

    HandlerEnvironment environment() {
        return environment;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** What messages call it. */
    String className() {
        Class<?> type = code.getClass();
        return type.isHidden() || type.isSynthetic() || type.getSimpleName().isEmpty()
                ? settings.ref()
                : type.getSimpleName();
    }

    /** Whether a message may come in; then {@link #leave} must follow. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        underWay++;
        return true;
    }

    synchronized void leave() {
        underWay--;
        if (retired && underWay == 0) {
            notifyAll();
        }
    }

    /** Whether it holds so many threads that it must be given no other. */
    boolean holdsTooMany() {
        return held.get() >= MAX_HELD;
    }

    void hold() {
        held.incrementAndGet();
    }

    void cameBack() {
        held.decrementAndGet();
    }

    /** Lets no further message in, waits for those under way, but not longer than the limit, and cleans up. */
    void retire(Duration limit) {
        try {
            awaitNone(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            withItsClasses(code::cleanup);
        } catch (Exception | LinkageError e) {
            LOG.warn("The cleanup of a handler failed | handler={}", settings.ref(), e);
        }
    }

    private synchronized void awaitNone(Duration limit) throws InterruptedException {
        retired = true;
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); underWay > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** A part of a handler's life. */
    @FunctionalInterface
    private interface Method {
        void run() throws Exception;
    }

    private void withItsClasses(Method method) throws Exception {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(code.getClass().getClassLoader());
        try {
            method.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
