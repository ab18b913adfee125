package dev.wadi.dlq.component;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Parks each record of a failed exchange, and goes on once all are safe. */
final class DeadLetterProducer extends DefaultAsyncProducer {

    private final DeadLetters deadLetters;
    private final Clock clock;

    DeadLetterProducer(DeadLetterEndpoint endpoint, DeadLetters deadLetters, Clock clock) {
        super(endpoint);
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (records.isEmpty()) {
            exchange.setException(caught != null ? caught : Failure.payload("there is no record to keep"));
            callback.done(true);
            return true;
        }
        Exception cause =
                Objects.requireNonNullElseGet(caught, () -> Failure.payload("sent to dead-letter: on purpose"));
        String stage = Objects.requireNonNullElse(exchange.getFromRouteId(), "unknown");
        CompletableFuture<?>[] parked = records.stream()
                .map(handle -> park(DeadLetter.ofRecord(handle, cause, stage, clock.instant())))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(parked).whenComplete((all, stopping) -> {
            // When we stop before a letter is safe, the exchange must not end: its record would be terminal.
            if (stopping == null) {
                callback.done(false);
            }
        });
        return false;
    }

    private CompletionStage<Void> park(DeadLetter letter) {
        return deadLetters.park(letter).thenRun(() -> letter.record()
                .settle(new Outcome.Dead(letter.family(), letter.cause())));
    }
}
