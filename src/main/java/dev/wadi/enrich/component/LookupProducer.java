package dev.wadi.enrich.component;

import dev.wadi.connection.ConnectionCall;
import dev.wadi.enrich.LookupCache;
import dev.wadi.record.ExchangeRecords;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Looks up for each message; after a cache hit the route goes on at once. */
final class LookupProducer extends DefaultAsyncProducer {

    private final LookupCache lookups;
    private final @Nullable String into;
    private final Executor completions;

    LookupProducer(LookupEndpoint endpoint, LookupCache lookups, Executor completions) {
        super(endpoint);
        this.lookups = lookups;
        this.into = endpoint.getInto();
        this.completions = completions;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            CompletionStage<@Nullable Object> found =
                    lookups.find(exchange.getMessage().getBody());
            if (found.toCompletableFuture().isDone()) {
                found(exchange, found.toCompletableFuture());
                callback.done(true);
                return true;
            }
            ExchangeRecords.calls(exchange, lookups.connection());
            found.whenCompleteAsync(
                    (answer, thrown) -> {
                        found(exchange, found.toCompletableFuture());
                        callback.done(false);
                    },
                    ExchangeRecords.executor(exchange, completions));
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void found(Exchange exchange, CompletableFuture<@Nullable Object> done) {
        try {
            Object answer = done.join();
            Object body = exchange.getMessage().getBody();
            exchange.getMessage().setBody(into == null ? answer : ConnectionCall.with(body, into, answer));
        } catch (CompletionException e) {
            exchange.setException(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
