package dev.wadi.manage;

import dev.wadi.config.Secret;
import dev.wadi.manage.metrics.Meters;
import dev.wadi.manage.metrics.RouteMetrics;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A context with two YAML routes, watched by a management server on a free port. */
final class ManagedRoutes implements AutoCloseable {

    static final String USER = "operator";
    static final String PASSWORD = "canary-5ecret";

    private static final String ROUTES = """
            - route:
                id: claims-enrich
                description: Takes a claim and tells apart what is photographed
                from:
                  uri: direct:claims
                  steps:
                    - setHeader:
                        name: kind
                        simple: "${body}"
                    - choice:
                        when:
                          - simple: "${body} == 'photo'"
                            steps:
                              - to: { id: to-photos, uri: "mock:photos" }
                        otherwise:
                          steps:
                            - to: { id: to-notes, uri: "mock:notes" }
                    - to: { uri: "direct:audit" }
            - route:
                id: claims-audit
                from:
                  uri: direct:audit
                  steps:
                    - filter:
                        simple: "${body} == 'broken'"
                        steps:
                          - throwException:
                              exceptionType: java.lang.IllegalStateException
                              message: a broken claim
            """;

    private final CamelContext context = new DefaultCamelContext();
    private final Meters meters = new Meters();
    private final ManagementServer server;

    ManagedRoutes() {
        this(new ManagementSettings("127.0.0.1", 0, USER, new Secret(PASSWORD), false));
    }

    ManagedRoutes(ManagementSettings settings) {
        context.getCamelContextExtension().setName("wadi");
        context.addRoutePolicyFactory(new RouteMetrics(meters.registry()));
        context.getRegistry().bind(Meters.REGISTRY_NAME, meters.registry());
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(health.resolveById("context"));
        server = ManagementServer.start(context, meters.registry(), settings);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("claims.camel.yaml", ROUTES));
        } catch (Exception e) {
            throw new AssertionError("The test's routes don't load", e);
        }
        context.start();
    }

    void send(String... bodies) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            for (String body : bodies) {
                try {
                    producer.sendBody("direct:claims", body);
                } catch (CamelExecutionException failed) {
                    // what becomes of it is counted by the route's metrics
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    CamelContext context() {
        return context;
    }

    ManagementServer server() {
        return server;
    }

    @Override
    public void close() {
        context.stop();
        server.close();
        meters.close();
    }
}
