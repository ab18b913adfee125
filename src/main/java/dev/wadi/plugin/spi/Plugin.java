package dev.wadi.plugin.spi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/**
 * Code of a user's that runs at stages of a pipeline, and as a Camel processor in any route.
 *
 * <p>Needs a public constructor without parameters. One instance serves all threads: what it keeps must be thread-safe.
 * The calls come in this order: {@link #configure}, the methods that describe it, {@link #onLoad}, {@link #onStart},
 * any number of {@link #execute}, {@link #onStop}, {@link #onUnload}.
 */
public interface Plugin extends AsyncProcessor {

    /** The name by which {@code config.yaml} finds this plugin; lower case with underscores. */
    String name();

    /** Its version, numbers with dots between; what other plugins' dependencies are compared with. */
    default String version() {
        return "1.0.0";
    }

    /** What it does, in a sentence. */
    default String description() {
        return "";
    }

    /** Who made it. */
    default String author() {
        return "";
    }

    /**
     * The plugins that must have been started before this one, and whose failure is this one's too.
     *
     * @return each by its name, with the versions that will do where that matters: {@code geo-tag}, {@code
     *     address-lookup >=1.2 <2}; with a question mark behind the name it may be absent: {@code cache? >=2}
     */
    default List<String> dependencies() {
        return List.of();
    }

    /** The domains it runs in; empty means all. */
    default Set<String> domains() {
        return Set.of();
    }

    /** The stages it runs at; empty means all. */
    default Set<String> stages() {
        return Set.of();
    }

    /** The types of the events it runs for; empty means all, those without a type included. */
    default Set<String> eventTypes() {
        return Set.of();
    }

    /** Its place among the plugins of a stage: lower runs first. */
    default int priority() {
        return 100;
    }

    /** What its configuration is where a key is not given: texts, numbers, booleans, lists and maps. */
    default Map<String, Object> defaultConfig() {
        return Map.of();
    }

    /** A JSON Schema that its configuration must fit, checked before {@link #configure}; empty for none. */
    default String configSchema() {
        return "";
    }

    /**
     * Reads the {@code config} section of its {@code config.yaml}, best by {@link PluginConfig#as}. What is wrong there
     * is reported to the section, so that the user sees all of it with file and line. A plugin that does not override
     * this takes the keys of its schema or of its defaults, or no configuration if it has neither.
     */
    default void configure(PluginConfig config) {
        if (configSchema().isEmpty()) {
            config.refuseUnknown(defaultConfig().keySet().toArray(String[]::new));
        }
    }

    /** Called once, after it is configured: the place to register what it has for others. */
    default void onLoad(PluginEnvironment environment) throws Exception {}

    /** Called before the first message. */
    default void onStart() throws Exception {}

    /** Called after the last message. */
    default void onStop() throws Exception {}

    /** Called last: lets go of everything it holds. */
    default void onUnload() throws Exception {}

    /**
     * Looks at one message. Runs on the route's thread, so it must be quick and must not block. Past its time limit (a
     * second unless its configuration says otherwise) the message goes on without it, on another thread, and this one is
     * interrupted: what the plugin had asked for by then is carried out, and what it asks for or returns afterwards is
     * ignored.
     *
     * @return what came out of it; never null
     * @throws Exception counted and logged as this plugin's failure; the message goes on, and what the plugin asked
     *     for by {@link PluginContext#ask} is still carried out
     */
    PluginResult execute(PluginContext context) throws Exception;

    /** Runs this plugin as a step of a route; see {@link PluginHost}. */
    @Override
    default boolean process(Exchange exchange, AsyncCallback callback) {
        return RouteStep.run(this, exchange, callback);
    }

    /** Runs this plugin as a step of a route, and waits for its end; see {@link PluginHost}. */
    @Override
    default void process(Exchange exchange) throws Exception {
        RouteStep.run(this, exchange);
    }

    /** Runs this plugin as a step of a route; see {@link PluginHost}. */
    @Override
    default CompletableFuture<Exchange> processAsync(Exchange exchange) {
        return RouteStep.start(this, exchange);
    }
}
