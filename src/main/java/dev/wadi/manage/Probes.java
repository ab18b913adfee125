package dev.wadi.manage;

import dev.wadi.json.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** The pages that machines ask for: health as JSON (200 up, 503 down) and the metrics as Prometheus text. */
final class Probes {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final CamelContext context;
    private final PrometheusMeterRegistry registry;

    Probes(CamelContext context, PrometheusMeterRegistry registry) {
        this.context = context;
        this.registry = registry;
    }

    void mountOpen(Router router) {
        router.get("/health").blockingHandler(call -> health(call, HealthReport::all), false);
        router.get("/health/live").blockingHandler(call -> health(call, HealthReport::liveness), false);
        router.get("/health/ready").blockingHandler(call -> health(call, HealthReport::readiness), false);
        router.get("/metrics").blockingHandler(this::metrics, false);
    }

    void mountGuarded(Router router, BasicAuthentication guard) {
        router.route("/health*").handler(guard);
        router.route("/metrics*").handler(guard);
        mountOpen(router);
    }

    private void health(RoutingContext call, Function<CamelContext, HealthReport> question) {
        HealthReport report = question.apply(context);
        call.response()
                .setStatusCode(report.up() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Json.text(report.json()));
    }

    private void metrics(RoutingContext call) {
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE).end(registry.scrape());
    }
}
