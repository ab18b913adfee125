package dev.wadi.fake;

import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.middleware.PassageEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The threads in which a running Wadi calls its plugins. */
public final class PluginThreads implements AutoCloseable {

    private final ExecutorService executor =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final ScheduledThreadPoolExecutor schedule =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());

    public ExecutorService executor() {
        return executor;
    }

    public ScheduledThreadPoolExecutor schedule() {
        return schedule;
    }

    public LimitedCalls calls(Duration limit) {
        return new LimitedCalls(executor, limit);
    }

    public PassageEnvironment passage(Duration limit, MeterRegistry meters) {
        return new PassageEnvironment(executor, schedule, limit, meters);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        executor.shutdownNow();
    }
}
