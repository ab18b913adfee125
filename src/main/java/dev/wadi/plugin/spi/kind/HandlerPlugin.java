package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import java.util.Map;

/** A plugin that brings a handler: the steps {@code handler:<the plugin's name>} of routes. */
public interface HandlerPlugin extends StagelessPlugin {

    /**
     * Makes the handler of one step. A reload of the plugin makes new ones.
     *
     * @return an instance of its own, which the step configures and initializes
     */
    EnrichmentHandler newHandler() throws Exception;

    /** What its handlers are configured with where a step says nothing else, such as its own configuration. */
    default Map<String, Object> handlerConfig() {
        return Map.of();
    }
}
