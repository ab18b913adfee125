package dev.wadi.manage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * Gives each route a timer, a counter of failures and a gauge of what is in flight.
 *
 * <p>Names and tags are those of Camel's own Micrometer route policy, so that its dashboards fit: {@code
 * camel.route.policy}, {@code camel.exchanges.failed}, {@code camel.exchanges.inflight}. A route that is reloaded goes
 * on counting where it was.
 */
public final class RouteMetrics implements RoutePolicyFactory {

    private final MeterRegistry registry;

    public RouteMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RouteTimer(registry, context, routeId);
    }
}
