package dev.wadi.plugin.spi;

import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.plugin.spi.log.StructuredLog;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What a plugin sees of one message. Belongs to the thread that runs the plugin: don't keep it. */
public interface PluginContext extends StructuredLog {

    /** The domain, such as {@code claimx}. */
    String domain();

    /** The stage, such as {@code enrichment_complete}. */
    String stage();

    /** The message's fields, which are not to be changed; empty if its body is not a JSON object. */
    Map<String, @Nullable Object> message();

    /** The event's id; empty if it has none. */
    String eventId();

    /** The event's type; empty if it has none. */
    String eventType();

    /** The project's id; empty if it has none. */
    String projectId();

    /**
     * What the stage adds to the message: {@code entities} holds the rows where there are any; at {@code retry}, {@code
     * dlq} and {@code error}, {@code error_category} is {@code transient}, {@code auth}, {@code payload} or {@code
     * circuit-open}.
     */
    Map<String, @Nullable Object> data();

    /** Headers that go with what is published; shared by all plugins of this run, which may change them. */
    Map<String, String> headers();

    /** The error that led here, at the stages {@code retry}, {@code dlq} and {@code error}. */
    @Nullable
    String error();

    /** How often this message was retried before. */
    int retryCount();

    /** When this run began. */
    Instant timestamp();

    /** What Wadi has for the plugin. */
    PluginEnvironment environment();

    /** The plugin's own logger. */
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

    /** What the plugin remembers between its executions; see {@link PluginEnvironment#state}. */
    default ConcurrentMap<String, Object> state() {
        return environment().state();
    }

    /**
     * Asks for actions at once: they are carried out even if the plugin throws afterwards. Those of the result come
     * after them.
     */
    void ask(PluginAction... actions);

    /**
     * Reads a field, such as {@code message.tasks[0].task_id}. Never throws.
     *
     * @param path begins with {@code message}, {@code data}, {@code headers} (the rest is one header's name), {@code
     *     event_id}, {@code event_type}, {@code project_id}, {@code domain} or {@code stage}
     * @return the value, or null where anything on the way is absent or of another kind
     */
    default @Nullable Object field(String path) {
        return ContextField.read(this, path);
    }
}
