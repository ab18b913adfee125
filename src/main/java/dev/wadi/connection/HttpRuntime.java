package dev.wadi.connection;

import dev.wadi.connection.egress.HostResolver;
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
 * @param hooks what plugins take part in
 */
record HttpRuntime(
        Vertx vertx, ScheduledExecutorService scheduler, HostResolver resolver, Clock clock, CallHooks hooks) {

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
