package dev.wadi.enrich.component;

import dev.wadi.connection.ConnectionCall;
import dev.wadi.enrich.Answer;
import dev.wadi.enrich.Lookup;
import dev.wadi.enrich.OnMissing;
import dev.wadi.record.ExchangeRecords;
import java.util.Optional;
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

    private final Lookup lookup;
    private final @Nullable String into;
    private final Executor completions;
    private final OnMissing onMissing;
    private final Skip nothingFound;

    LookupProducer(LookupEndpoint endpoint, Lookup lookup, Executor completions) {
        super(endpoint);
        this.lookup = lookup;
        this.into = endpoint.getInto();
        this.completions = completions;
        this.onMissing = endpoint.getOnMissing();
        this.nothingFound = new Skip("nothing found at " + endpoint.getAddress());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            CompletionStage<Answer> answered = lookup.find(exchange.getMessage().getBody());
            CompletableFuture<Answer> found = answered.toCompletableFuture();
            if (found.isDone()) {
                found(exchange, found);
                callback.done(true);
                return true;
            }
            ExchangeRecords.calls(exchange, lookup.connection());
            answered.whenCompleteAsync(
                    (answer, thrown) -> {
                        found(exchange, found);
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

    private void found(Exchange exchange, CompletableFuture<Answer> done) {
        try {
            Answer answer = done.join();
            Optional<Skip> left = leftOut(answer);
            if (left.isPresent()) {
                left.get().leaveOut(exchange);
                return;
            }
            Object body = exchange.getMessage().getBody();
            exchange.getMessage()
                    .setBody(into == null ? answer.value() : ConnectionCall.with(body, into, answer.value()));
        } catch (CompletionException e) {
            exchange.setException(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }

    /** What the step says of a missing answer counts before what the connection says. */
    private Optional<Skip> leftOut(Answer answer) {
        if (answer.isMissing() && onMissing != OnMissing.FAIL) {
            return onMissing == OnMissing.SKIP ? Optional.of(nothingFound) : Optional.empty();
        }
        return Optional.ofNullable(answer.dropped()).map(Skip::new);
    }
}
