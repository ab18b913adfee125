package dev.wadi.connection.component;

import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Outcome;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Makes the call of an endpoint for each message, and goes on with the route once the answer is there. */
final class ConnectionProducer extends DefaultAsyncProducer {

    private final ConnectionClient client;
    private final ConnectionCall call;
    private final Executor completions;
    private final IdempotencyKey keys;

    ConnectionProducer(
            ConnectionEndpoint endpoint, ConnectionClient client, ConnectionCall call, Executor completions) {
        super(endpoint);
        this.client = client;
        this.call = call;
        this.completions = completions;
        this.keys = new IdempotencyKey(call.method() + ' ' + endpoint.getAddress());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String key = call.isRead() ? null : keys.next(exchange);
            ConnectionRequest request = call.request(exchange.getMessage().getBody(), key);
            ExchangeRecords.calls(exchange, client.name());
            client.call(request)
                    .whenCompleteAsync(
                            (response, thrown) -> {
                                try {
                                    answered(exchange, response, thrown);
                                } catch (RuntimeException | Error e) { // or the exchange would never end
                                    exchange.setException(e);
                                } finally {
                                    callback.done(false);
                                }
                            },
                            ExchangeRecords.executor(exchange, completions));
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void answered(Exchange exchange, @Nullable ConnectionResponse response, @Nullable Throwable thrown) {
        if (response == null) {
            exchange.setException(
                    thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown);
            return;
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, response.status());
        if (response.dropped()) {
            Outcome filtered = new Outcome.Filtered("dropped: status " + response.status());
            ExchangeRecords.of(exchange).forEach(handle -> handle.settle(filtered));
            exchange.setRouteStop(true);
            return;
        }
        try {
            exchange.getMessage().setBody(call.body(exchange.getMessage().getBody(), response));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
