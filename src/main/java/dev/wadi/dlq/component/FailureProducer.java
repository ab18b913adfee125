package dev.wadi.dlq.component;

import dev.wadi.log.RepeatedLines;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Fate;
import dev.wadi.record.RecordHandle;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles each record of a failed exchange by its fate, and goes on once all are safe. */
final class FailureProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(FailureProducer.class);

    private final RepeatedLines repeated = new RepeatedLines(LOG);
    private final Fate fate;
    private final Clock clock;

    FailureProducer(Endpoint endpoint, Fate fate, Clock clock) {
        super(endpoint);
        this.fate = fate;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<RecordHandle> records = open(exchange);
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (records.isEmpty()) {
            exchange.setException(caught != null ? caught : Failure.payload("there is no record to keep"));
            callback.done(true);
            return true;
        }
        List<DeadLetter> letters = letters(exchange, records, caught);
        if (fate.postpones(letters, ExchangeRecords.batch(exchange))) {
            exchange.setRouteStop(true);
            callback.done(true);
            return true;
        }
        var unused = fate.settleAll(letters, letter -> {}).whenComplete((all, stopping) -> {
            // When we stop before all are safe, the exchange must not end: its records would be terminal.
            if (stopping == null) {
                records.getFirst().execute(() -> callback.done(false));
            }
        });
        return false;
    }

    /** Of a copy that nobody waited for, such as a {@code wireTap:}'s, the record may have ended: its bytes are gone. */
    private List<RecordHandle> open(Exchange exchange) {
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        if (records.stream().anyMatch(RecordHandle::isTerminal)) {
            LOG.atLevel(repeated.level("copies of exchanges whose records have ended"))
                    .log("A copy of the exchange {} failed whose record has ended, and can't be kept", exchange);
            return List.of();
        }
        return records;
    }

    private List<DeadLetter> letters(Exchange exchange, List<RecordHandle> records, @Nullable Exception caught) {
        Exception cause =
                Objects.requireNonNullElseGet(caught, () -> Failure.payload("sent to dead-letter: on purpose"));
        String stage = Objects.requireNonNullElse(exchange.getFromRouteId(), "unknown");
        return records.stream()
                .map(handle -> DeadLetter.ofRecord(handle, cause, stage, clock.instant()))
                .toList();
    }
}
