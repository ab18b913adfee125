package dev.wadi.plugin.limit;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods of plugins on other threads, each with a time limit, so that one that hangs holds up nobody.
 *
 * @param executor gives each call a thread
 * @param limit how long a call may take
 */
public record LimitedCalls(Executor executor, Duration limit) {

    /**
     * A slot for one kind of call of one plugin.
     *
     * @param plugin whose classes the called method sees as its thread's
     */
    public CallSlot slot(Object plugin) {
        @Nullable ClassLoader classes = plugin.getClass().getClassLoader();
        return new CallSlot(this, classes == null ? ClassLoader.getSystemClassLoader() : classes);
    }
}
