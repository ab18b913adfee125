package dev.wadi.plugin.spi.handler;

import dev.wadi.plugin.spi.PluginConfig;
import java.util.Map;

/**
 * Code of a user's that is one step of a route: {@code handler:com.example.MyHandler}. It changes a message, leaves it out,
 * or refuses it.
 *
 * <p>Needs a public constructor without parameters, unless a bean or a plugin brings it. Each step has an instance of its
 * own, which serves all threads: what it keeps must be thread-safe. The calls come in this order: {@link #configure},
 * {@link #initialize}, any number of {@link #enrich}, {@link #cleanup}.
 */
@FunctionalInterface
public interface EnrichmentHandler {

    /** What its configuration is where a key is not given: texts, numbers, booleans, lists and maps. */
    default Map<String, Object> defaultConfig() {
        return Map.of();
    }

    /** A JSON Schema that its configuration must fit, checked before {@link #configure}; empty for none. */
    default String configSchema() {
        return "";
    }

    /**
     * Reads the {@code config.} options of its step, best by {@link PluginConfig#as}. What is wrong there is reported to
     * the section. A handler that does not override this takes the keys of its schema or of its defaults, or no
     * configuration if it has neither.
     */
    default void configure(PluginConfig config) {
        if (configSchema().isEmpty()) {
            config.refuseUnknown(defaultConfig().keySet().toArray(String[]::new));
        }
    }

    /**
     * Called once, before the first message.
     *
     * @throws Exception then the route does not start, and says so
     */
    default void initialize(HandlerEnvironment environment) throws Exception {}

    /**
     * Handles one message. Runs on the route's thread, so it must be quick and must not block: one that waits is an {@link
     * AsyncEnrichmentHandler}. Past the step's {@code timeout} the message fails, for now, and this thread is interrupted.
     *
     * @return what came out of it; never null
     * @throws Exception the message fails: for good, unless the exception or a cause of it tells of something that may
     *     pass, such as a connection that could not be reached
     */
    EnrichmentResult enrich(EnrichmentContext context) throws Exception;

    /** Called last: lets go of everything it holds. What it throws is logged, and no more. */
    default void cleanup() throws Exception {}
}
