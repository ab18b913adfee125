package dev.wadi.enrich.component;

import dev.wadi.record.DivisibleBatch;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.FailureFamily;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether a failed exchange is a batch, or a part of one, that runs again in halves since one of its members may be at
 * fault: if so, nothing else is to be done about it. For error handling.
 */
public final class BatchDivides implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        return failure != null
                && FailureFamily.of(failure) == FailureFamily.PAYLOAD
                && ExchangeRecords.batch(exchange)
                        .filter(DivisibleBatch::divide)
                        .isPresent();
    }
}
