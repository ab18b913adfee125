package dev.wadi.plugin.handler.component;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.handler.Handlers;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Gives the endpoints {@code handler:name}. Needs the {@link Handlers} before the first of them starts. */
@Component("handler")
public final class HandlerComponent extends DefaultComponent {

    private final Executor completions = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Handlers handlers;

    public HandlerComponent() {}

    public HandlerComponent(Handlers handlers) {
        this.handlers = handlers;
    }

    public void setHandlers(Handlers handlers) {
        this.handlers = handlers;
    }

    Handlers handlers() {
        if (handlers == null) {
            throw new ConfigException("handler:", "no handlers are bound to the component. Set them first");
        }
        return handlers;
    }

    /** Where a route goes on after a wait, if no record says so. */
    Executor completions() {
        return completions;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        HandlerEndpoint endpoint = new HandlerEndpoint(uri, this);
        endpoint.setName(remaining);
        endpoint.setConfig(PropertiesHelper.extractProperties(parameters, "config."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
