package dev.wadi.enrich.component;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Outcome;
import org.apache.camel.Exchange;

/** Leaves messages out on purpose, for one reason: their records are filtered, and their route ends. */
final class Skip {

    private final Outcome filtered;

    /** @param reason why, in words that hold for many messages */
    Skip(String reason) {
        this.filtered = new Outcome.Filtered(reason);
    }

    void leaveOut(Exchange exchange) {
        ExchangeRecords.of(exchange).forEach(handle -> handle.settle(filtered));
        exchange.setRouteStop(true);
    }
}
