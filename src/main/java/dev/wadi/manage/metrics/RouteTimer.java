package dev.wadi.manage.metrics;

import static org.apache.camel.component.micrometer.MicrometerConstants.CAMEL_CONTEXT_TAG;
import static org.apache.camel.component.micrometer.MicrometerConstants.DEFAULT_CAMEL_ROUTES_EXCHANGES_INFLIGHT;
import static org.apache.camel.component.micrometer.MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_EXCHANGES_FAILED_METER_NAME;
import static org.apache.camel.component.micrometer.MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME;
import static org.apache.camel.component.micrometer.MicrometerConstants.EVENT_TYPE_TAG;
import static org.apache.camel.component.micrometer.MicrometerConstants.KIND;
import static org.apache.camel.component.micrometer.MicrometerConstants.KIND_ROUTE;
import static org.apache.camel.component.micrometer.MicrometerConstants.ROUTE_ID_TAG;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Times the exchanges of one route. The meters are looked up once, not per exchange. */
final class RouteTimer extends RoutePolicySupport {

    private final String startedProperty;
    private final Timer timer;
    private final Counter failed;

    RouteTimer(MeterRegistry registry, CamelContext context, String routeId) {
        Tags tags = Tags.of(
                CAMEL_CONTEXT_TAG, context.getName(), KIND, KIND_ROUTE, ROUTE_ID_TAG, routeId, EVENT_TYPE_TAG, "route");
        this.startedProperty = "CamelRouteMetricsStarted-" + routeId;
        this.timer = Timer.builder(DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME)
                .description("Time that an exchange spends in the route")
                .tags(tags)
                .register(registry);
        this.failed = Counter.builder(DEFAULT_CAMEL_ROUTE_POLICY_EXCHANGES_FAILED_METER_NAME)
                .description("Exchanges that left the route with an error that nothing handled")
                .tags(tags)
                .register(registry);
        Gauge.builder(DEFAULT_CAMEL_ROUTES_EXCHANGES_INFLIGHT, context, camel -> inFlight(camel, routeId))
                .description("Exchanges that are in the route now")
                .tags(tags)
                .register(registry);
    }

    private static double inFlight(CamelContext context, String routeId) {
        return context.getInflightRepository().size(routeId);
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        exchange.setProperty(startedProperty, System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.removeProperty(startedProperty) instanceof Long started) {
            timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
        if (exchange.isFailed()) {
            failed.increment();
        }
    }
}
