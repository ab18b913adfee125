package dev.wadi.connection.component;

import dev.wadi.config.ConfigException;
import dev.wadi.connection.Connections;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Gives the endpoints {@code connection:name/path}. Needs the {@link Connections} before the first of them starts. */
@Component("connection")
public final class ConnectionComponent extends DefaultComponent {

    private @Nullable Connections connections;
    private Executor completions = Executors.newVirtualThreadPerTaskExecutor();

    public ConnectionComponent() {}

    public ConnectionComponent(Connections connections) {
        this.connections = connections;
    }

    public void setConnections(Connections connections) {
        this.connections = connections;
    }

    /**
     * Where a route goes on once an answer is there, if no record says so: by default a virtual thread each, so that a
     * step that blocks never holds up an event loop.
     */
    public void setCompletions(Executor completions) {
        this.completions = completions;
    }

    /** The connections, for components that use them too. */
    public Connections connections() {
        if (connections == null) {
            throw new ConfigException("connection:", "no connections are bound to the component. Set them first");
        }
        return connections;
    }

    /** Where a route goes on; see {@link #setCompletions}. */
    public Executor completions() {
        return completions;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ConnectionEndpoint endpoint = new ConnectionEndpoint(uri, this);
        endpoint.setAddress(remaining);
        endpoint.setQuery(PropertiesHelper.extractProperties(parameters, "query."));
        endpoint.setBody(PropertiesHelper.extractProperties(parameters, "body."));
        endpoint.setHeader(PropertiesHelper.extractProperties(parameters, "header."));
        endpoint.setAnswer(PropertiesHelper.extractProperties(parameters, "answer."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
