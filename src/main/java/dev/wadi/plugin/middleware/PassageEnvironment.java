package dev.wadi.plugin.middleware;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What requests need to pass middleware.
 *
 * @param executor where middleware is called: never an event loop, nor a thread of a route
 * @param timer watches the time
 * @param limit how long one middleware may take before it goes on, and again once the answer is there
 * @param meters where failures are counted
 */
public record PassageEnvironment(
        Executor executor, ScheduledExecutorService timer, Duration limit, MeterRegistry meters) {

    /** Runs something at the limit, unless what this returns is run before. */
    Runnable atLimit(Runnable work) {
        try {
            var watch = timer.schedule(work, limit.toMillis(), TimeUnit.MILLISECONDS);
            return () -> watch.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {}; // Wadi is stopping, and ends what is under way
        }
    }

    /** Runs something on a thread for middleware; here if there are none any more. */
    void run(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            work.run(); // Wadi is stopping
        }
    }

    void failed(String plugin) {
        meters.counter("plugin.middleware.failures", "plugin", plugin).increment();
    }
}
