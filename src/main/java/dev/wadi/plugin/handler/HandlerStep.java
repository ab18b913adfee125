package dev.wadi.plugin.handler;

import dev.wadi.connection.Connections;
import dev.wadi.plugin.guard.Watchdog;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A step of a route that gives messages to a handler. While there is none, because its plugin is being reloaded, messages
 * wait for a bounded time. Thread-safe.
 */
public final class HandlerStep {

    private static final Duration RETIRE_LIMIT = Duration.ofSeconds(5);
    private static final Duration GAP_LIMIT = Duration.ofSeconds(15); // of a reload, whose steps have ten each

    private final HandlerSettings settings;
    private final Connections connections;
    private final Watchdog watchdog;
    private volatile @Nullable RunningHandler running;
    private volatile CompletableFuture<RunningHandler> coming = new CompletableFuture<>();

    HandlerStep(HandlerSettings settings, Connections connections, Watchdog watchdog) {
        this.settings = settings;
        this.connections = connections;
        this.watchdog = watchdog;
    }

    HandlerSettings settings() {
        return settings;
    }

    /**
     * Gives a message to the handler.
     *
     * @param end told what became of it
     * @return whether it was told, on this thread; else another one tells it
     */
    public boolean handle(HandledMessage message, HandlerEnd end) {
        RunningHandler handler = running;
        if (handler != null && handler.enter()) {
            return new HandlerRun(handler, message, end).run();
        }
        HandlerEnd later = end.elsewhere();
        var unused = coming.copy()
                .orTimeout(GAP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (next, gone) -> {
                            if (gone == null) {
                                handle(message, later);
                            } else {
                                later.failed(notThere(), false);
                            }
                        },
                        message.goesOn());
        return false;
    }

    private Failure notThere() {
        return Failure.of(
                FailureFamily.CIRCUIT_OPEN,
                settings.place() + ": the plugin that brings this handler does not run",
                null,
                0);
    }

    /**
     * Puts a handler to work.
     *
     * @throws dev.wadi.config.ConfigException if it can't be
     */
    void begin(MadeHandler made) {
        made.configure(settings, connections.names());
        beginAsItIs(made);
    }

    /** The same for one that is configured already. */
    void beginAsItIs(MadeHandler made) {
        StepEnvironment environment = StepEnvironment.of(settings.ref(), connections, made.limits());
        RunningHandler next = RunningHandler.begin(made.code(), settings, environment, watchdog);
        running = next;
        coming.complete(next);
    }

    /** Ends the handler, once it is done with what is under way. */
    void end() {
        RunningHandler ending = running;
        if (ending != null) {
            coming = new CompletableFuture<>(); // first: who finds the handler ended must wait for the next one
            running = null;
            ending.retire(RETIRE_LIMIT);
        }
    }
}
