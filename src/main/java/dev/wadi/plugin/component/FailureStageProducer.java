package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.StageRunner;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.RecordHandle;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Gives each failed message to the plugins of its own domain: the first part of the name of the route it failed in. A filter has no effect. */
final class FailureStageProducer extends DefaultAsyncProducer {

    private final StageEndpoint endpoint;
    private final Function<String, StageRunner> runners;
    private final Map<String, StageProducer> byDomain = new ConcurrentHashMap<>();

    FailureStageProducer(StageEndpoint endpoint, Function<String, StageRunner> runners) {
        super(endpoint);
        this.endpoint = endpoint;
        this.runners = runners;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        categorise(exchange);
        return byDomain.computeIfAbsent(domain(exchange), this::producer).process(exchange, callback);
    }

    /** A filter can't make a failure undone: nothing is lost. */
    private StageProducer producer(String domain) {
        return new StageProducer(endpoint, runners.apply(domain), (context, reason) -> {});
    }

    private static void categorise(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught != null) {
            exchange.setProperty(
                    ExchangeContext.ERROR_CATEGORY, FailureFamily.of(caught).label());
        }
    }

    private static String domain(Exchange exchange) {
        String route = ExchangeRecords.first(exchange)
                .map(RecordHandle::consumer)
                .orElseGet(() -> Objects.requireNonNullElse(exchange.getFromRouteId(), ""));
        int end = route.indexOf('-');
        return end < 0 ? route : route.substring(0, end);
    }
}
