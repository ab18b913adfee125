package dev.wadi.plugin.handler.component;

import dev.wadi.json.Json;
import dev.wadi.plugin.handler.HandledMessage;
import dev.wadi.plugin.handler.HandlerEnd;
import dev.wadi.plugin.handler.HandlerSettings;
import dev.wadi.plugin.handler.HandlerStep;
import dev.wadi.plugin.handler.Handlers;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Gives each message to a handler, from the route's start to its stop. */
final class HandlerProducer extends DefaultAsyncProducer {

    private static final String METADATA = "WadiHandlerMetadata";

    private final Handlers handlers;
    private final HandlerSettings settings;
    private final CamelHandlers finder;
    private final Executor completions;
    private volatile @Nullable HandlerStep step;

    HandlerProducer(
            HandlerEndpoint endpoint,
            Handlers handlers,
            HandlerSettings settings,
            CamelHandlers finder,
            Executor completions) {
        super(endpoint);
        this.handlers = handlers;
        this.settings = settings;
        this.finder = finder;
        this.completions = completions;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        step = handlers.open(settings, finder);
    }

    @Override
    protected void doStop() throws Exception {
        HandlerStep ending = step;
        step = null;
        if (ending != null) {
            handlers.close(ending);
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        HandlerStep open = step;
        if (open != null && exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            return open.handle(message(exchange, body), new End(exchange, callback));
        }
        exchange.setException(
                open == null
                        ? new IllegalStateException(getEndpoint() + " is not started")
                        : Failure.payload("The body must be a JSON object"));
        callback.done(true);
        return true;
    }

    @SuppressWarnings("unchecked")
    private HandledMessage message(Exchange exchange, Map<?, ?> body) {
        Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) body;
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        byte[] value = records.size() == 1 ? records.getFirst().source().value() : null;
        return new HandledMessage(
                fields,
                () -> value == null ? fields : Json.object(value),
                metadata(exchange),
                call -> key(exchange, records, call),
                ExchangeRecords.executor(exchange, completions));
    }

    private static String key(Exchange exchange, List<RecordHandle> records, String call) {
        if (records.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        String others =
                records.stream().skip(1).map(other -> " " + other.origin()).collect(Collectors.joining());
        return records.getFirst().origin().idempotencyKey(exchange.getFromRouteId() + " handler " + call + others);
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentMap<String, Object> metadata(Exchange exchange) {
        if (exchange.getProperty(METADATA) instanceof ConcurrentMap<?, ?> known) {
            return (ConcurrentMap<String, Object>) known;
        }
        ConcurrentMap<String, Object> fresh = new ConcurrentHashMap<>();
        exchange.setProperty(METADATA, fresh);
        return fresh;
    }

    /** What becomes of an exchange. */
    private record End(Exchange exchange, AsyncCallback callback) implements HandlerEnd {

        @Override
        public void ended(EnrichmentResult result, boolean here) {
            switch (result) {
                case EnrichmentResult.Ok ok -> {
                    if (ok.data() != null) {
                        exchange.getMessage().setBody(new LinkedHashMap<>(ok.data())); // later steps may change it
                    }
                }
                case EnrichmentResult.Skip skip -> {
                    Outcome filtered = new Outcome.Filtered(skip.reason());
                    ExchangeRecords.of(exchange).forEach(handle -> handle.settle(filtered));
                    exchange.setRouteStop(true);
                }
                case EnrichmentResult.Failed failed -> exchange.setException(Failure.payload(failed.error()));
            }
            callback.done(here);
        }

        @Override
        public void failed(Failure failure, boolean here) {
            exchange.setException(failure);
            callback.done(here);
        }
    }
}
