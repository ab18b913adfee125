package dev.wadi.dlq.component;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.RecordHandle;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Whether a failure may pass, and each record that it hits may be tried again later. For error handling. */
public final class RetriesLeft implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        if (failure == null || FailureFamily.of(failure) != FailureFamily.TRANSIENT) {
            return false;
        }
        List<RecordHandle> records = ExchangeRecords.of(exchange);
        return !records.isEmpty()
                && records.stream().allMatch(record -> record.nextRetry().isPresent());
    }
}
