package dev.wadi.fake;

import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.record.FailureFamily;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Contexts of messages. */
public final class FakeContext {

    public static final Instant TIMESTAMP = Instant.parse("2026-01-10T12:34:56.789Z");

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private FakeContext() {}

    public static PluginContext of(
            String domain,
            String stage,
            Map<String, ? extends @Nullable Object> message,
            PluginEnvironment environment) {
        return failed(domain, stage, message, null, environment);
    }

    /** The context of a message that failed. */
    public static PluginContext failed(
            String domain,
            String stage,
            Map<String, ? extends @Nullable Object> message,
            @Nullable Exception cause,
            PluginEnvironment environment) {
        DefaultExchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(message);
        if (cause != null) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
            exchange.setProperty(
                    ExchangeContext.ERROR_CATEGORY, FailureFamily.of(cause).label());
        }
        ExchangeContext context = new ExchangeContext(exchange, domain, stage, TIMESTAMP);
        context.forPlugin(environment);
        return context;
    }

    /** An event at {@code enrichment_complete} of {@code claimx}. */
    public static PluginContext event(String type, PluginEnvironment environment) {
        return of(
                "claimx",
                "enrichment_complete",
                Map.of("event_id", "e1", "event_type", type, "project_id", "p1"),
                environment);
    }
}
