package dev.wadi.plugin.middleware.component;

import dev.wadi.action.HeaderRule;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/** Keeps out of messages what could steer Camel, whether it comes as a header, in the query, or in a form. */
final class HttpHeaderFirewall extends HttpHeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return HeaderRule.steers(name) || super.applyFilterToExternalHeaders(name, value, exchange);
    }
}
