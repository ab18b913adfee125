package dev.wadi.plugin.middleware.component;

import dev.wadi.action.HeaderRule;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of messages what could steer Camel, whether it comes as a header, in the query, or in a form; Camel's own
 * strategy lets some of it in.
 *
 * @param strategy what else is kept out
 */
record HttpHeaderFirewall(HeaderFilterStrategy strategy) implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return strategy.applyFilterToCamelHeaders(name, value, exchange);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return HeaderRule.steers(name) || strategy.applyFilterToExternalHeaders(name, value, exchange);
    }
}
