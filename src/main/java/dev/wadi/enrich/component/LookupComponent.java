package dev.wadi.enrich.component;

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

/** Gives the endpoints {@code lookup:connection/path}. Needs the {@link Connections} before the first of them starts. */
@Component("lookup")
public final class LookupComponent extends DefaultComponent {

    private @Nullable Connections connections;
    private Executor completions = Executors.newVirtualThreadPerTaskExecutor();

    public LookupComponent() {}

    public LookupComponent(Connections connections) {
        this.connections = connections;
    }

    public void setConnections(Connections connections) {
        this.connections = connections;
    }

    /** Where a route goes on once a call was made: by default a virtual thread each. After a cache hit it just goes on. */
    public void setCompletions(Executor completions) {
        this.completions = completions;
    }

    Connections connections() {
        if (connections == null) {
            throw new ConfigException("lookup:", "no connections are bound to the component. Set them first");
        }
        return connections;
    }

    Executor completions() {
        return completions;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LookupEndpoint endpoint = new LookupEndpoint(uri, this);
        endpoint.setAddress(remaining);
        endpoint.setQuery(PropertiesHelper.extractProperties(parameters, "query."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
