package dev.wadi.plugin.spi.extension;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * All extension points. Ten are Wadi's own; a plugin may define more, for others to extend it. What a plugin defines or
 * registers ends with it.
 */
public interface ExtensionPoints {

    /** The instance about to be registered; a filter over {@link dev.wadi.plugin.spi.service.ServiceInstance}. */
    String SERVICE_PRE_REGISTER = "service.pre_register";
    /** The instance that was registered; a hook over {@link dev.wadi.plugin.spi.service.ServiceInstance}. */
    String SERVICE_POST_REGISTER = "service.post_register";
    /** A request before the middleware; a filter over {@link dev.wadi.plugin.spi.http.HttpRequest}. */
    String MIDDLEWARE_PRE_REQUEST = "middleware.pre_request";
    /** An answer after the middleware; a filter over {@link dev.wadi.plugin.spi.http.HttpAnswer}. */
    String MIDDLEWARE_POST_RESPONSE = "middleware.post_response";
    /** Further values for variables; a provider given the name asked for ({@link String}), returning its value. */
    String CONFIG_LOAD = "config.load";
    /** Health checks of more than the plugin itself; a provider of {@link dev.wadi.plugin.spi.kind.HealthStatus}. */
    String HEALTH_CHECK = "health.check";
    /** Metrics beyond a plugin's own; a provider of maps from name to number. */
    String METRICS_COLLECT = "metrics.collect";
    /** A plugin's name, once it is loaded; a hook. */
    String PLUGIN_LOADED = "plugin.loaded";
    /** A plugin's name, once it is started; a hook. */
    String PLUGIN_STARTED = "plugin.started";
    /** A plugin's name, once it is stopped; a hook. */
    String PLUGIN_STOPPED = "plugin.stopped";

    /**
     * Registers a handler.
     *
     * @param point the point's name
     * @param priority lower runs first; those of the same priority in the order of their registration
     * @return what removes it before the plugin ends
     * @throws IllegalArgumentException if there is no such point: it names those there are
     */
    Runnable register(String point, int priority, ExtensionHandler handler);

    /**
     * Defines a point of this plugin's.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    void define(ExtensionPoint point);

    /** Runs the handlers of a filter, one after the other. */
    <T> T filter(String point, T value);

    /** Runs the handlers of an action side by side; completes with the results of those that did not fail. */
    CompletionStage<List<Object>> act(String point, Object value);

    /** Tells the handlers of a hook, and waits for none. */
    void tell(String point, Object value);

    /** Collects what the handlers of a provider return. */
    List<Object> collect(String point, Object value);

    /** All points with the number of their handlers, by name. */
    Map<ExtensionPoint, Integer> points();
}
