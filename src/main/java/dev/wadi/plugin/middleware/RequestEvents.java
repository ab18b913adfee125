package dev.wadi.plugin.middleware;

import dev.wadi.plugin.event.EventHub;
import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the end of requests: {@code request.completed}, or {@code request.failed} for a status from 500 on and for a
 * caller that was gone before the answer. Without the query, headers and bodies.
 *
 * @param hub the bus
 */
record RequestEvents(EventHub hub) {

    private static final String CORRELATION = "X-Correlation-ID";
    private static final int SERVER_ERROR = 500;

    void ended(RoutingContext call, InboundCall inbound, AsyncResult<Void> end) {
        inbound.over();
        if (hub.isSilent()) {
            return;
        }
        int status = call.response().getStatusCode();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("side", "inbound");
        facts.put("method", call.request().method().name());
        facts.put("path", call.request().path());
        facts.put("status", status);
        facts.put("processing_time", inbound.nanos() / (double) TimeUnit.SECONDS.toNanos(1));
        if (end.failed() && !call.response().ended()) { // an upgrade to HTTP/2 ends the first connection's part
            facts.put("error", "the caller was gone before the answer");
        } else if (status >= SERVER_ERROR) {
            facts.put("error", "answered " + status);
        }
        hub.publish(facts.containsKey("error") ? "request.failed" : "request.completed", facts, correlation(call));
    }

    private static String correlation(RoutingContext call) {
        @Nullable String answered = call.response().headers().get(CORRELATION);
        @Nullable String asked = call.request().getHeader(CORRELATION);
        return answered != null ? answered : asked != null ? asked : "";
    }
}
