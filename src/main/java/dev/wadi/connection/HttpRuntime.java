package dev.wadi.connection;

import dev.wadi.connection.egress.HostResolver;
import dev.wadi.connection.limit.Permits;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the connections of a process share.
 *
 * @param vertx runs their event loops
 * @param scheduler starts the next attempt of a call
 * @param resolver finds the addresses of hosts
 * @param clock reads a {@code Retry-After} that names a date
 * @param slots how many attempts of all connections may be under way
 * @param hooks what plugins take part in
 */
record HttpRuntime(
        Vertx vertx,
        ScheduledExecutorService scheduler,
        HostResolver resolver,
        Clock clock,
        Permits slots,
        CallHooks hooks) {

    /** Where something may block: never an event loop. */
    Executor blocking() {
        return task -> vertx.executeBlocking(
                () -> {
                    task.run();
                    return null;
                },
                false);
    }
}
