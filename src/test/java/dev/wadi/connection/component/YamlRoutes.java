package dev.wadi.connection.component;

import dev.wadi.connection.BreakerPolicy;
import dev.wadi.connection.CallPolicy;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.ConnectionConfig;
import dev.wadi.connection.RetryPolicy;
import dev.wadi.connection.ScriptedServer;
import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.connection.status.StatusSet;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.RecordHandle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A real Camel context with routes from YAML text, and a connection {@code api} to a server that follows a script. */
public final class YamlRoutes implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = new ScriptedServer();
    private final ConfiguredConnections connections;
    private final DefaultCamelContext context = new DefaultCamelContext();

    public YamlRoutes() {
        ConnectionConfig api = ConnectionConfig.of("api", server.url())
                .withCalls(new CallPolicy(
                                Duration.ofSeconds(20),
                                new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)),
                                new BreakerPolicy(50, 2, 2, Duration.ofMinutes(5), 1))
                        .withStatuses(new StatusPolicy(
                                StatusSet.of("2xx"), StatusSet.of("410"), StatusPolicy.DEFAULT.retry())))
                .withTransport(Transport.DEFAULT.withAllowPrivate(true));
        connections = new ConfiguredConnections(List.of(api), vertx, false);
        context.addComponent("connection", new ConnectionComponent(connections));
    }

    public ScriptedServer server() {
        return server;
    }

    public ConfiguredConnections connections() {
        return connections;
    }

    public DefaultCamelContext context() {
        return context;
    }

    /** Loads routes and beans, and starts. */
    public YamlRoutes start(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
        context.start();
        return this;
    }

    /** Sends a body to an endpoint, and gives the exchange once it is done. */
    public Exchange send(String uri, @Nullable Object body, RecordHandle... records) {
        Processor fill = exchange -> {
            exchange.getMessage().setBody(body);
            if (records.length == 1) {
                ExchangeRecords.attach(exchange, records[0]);
            }
        };
        return context.createProducerTemplate().send(uri, fill);
    }

    @Override
    public void close() {
        context.stop();
        connections.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
