package dev.wadi.plugin.spi.handler;

import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.plugin.spi.log.StructuredLog;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What a handler sees of one message. */
public interface EnrichmentContext extends StructuredLog {

    /**
     * The message's fields as the steps before have left them. A copy: change it and give it back by {@link
     * EnrichmentResult#ok(Map)}. What lies deeper (maps in maps, lists) is shared, and must not be changed.
     */
    Map<String, @Nullable Object> data();

    /**
     * The message as it came in, before all steps; not to be changed. Of a batch, what {@link #data} is.
     *
     * @throws RuntimeException if that was no JSON object, for which the message fails
     */
    Map<String, @Nullable Object> message();

    /** What the handlers of a message tell each other, in one route. Goes nowhere else, and keeps no nulls. */
    ConcurrentMap<String, Object> metadata();

    /**
     * A key for the header {@code Idempotency-Key} of a call that is no read, by which the receiver knows it again: the same
     * on each attempt, retry and replay of this message. Without one such a call has a single attempt.
     *
     * @param call what tells this call from the message's others
     */
    String idempotencyKey(String call);

    /** What Wadi has for the handler. */
    HandlerEnvironment environment();

    /** The handler's own logger. */
    default System.Logger logger() {
        return environment().logger();
    }

    @Override
    default boolean isLoggable(System.Logger.Level level) {
        return environment().isLoggable(level);
    }

    @Override
    default void log(System.Logger.Level level, LogLine line) {
        environment().log(level, line);
    }

    /**
     * A named connection.
     *
     * @throws IllegalArgumentException if there is none of that name: it names those there are
     */
    default PluginConnection connection(String name) {
        return environment().connection(name);
    }
}
