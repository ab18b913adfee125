package dev.wadi.plugin.component;

import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Outcome;
import org.apache.camel.Exchange;

/** The end of a filtered message: its records are settled, and its route stops. */
final class Filtering {

    private Filtering() {}

    static void stop(ExchangeContext context, String reason) {
        Exchange exchange = context.exchange();
        Outcome filtered = new Outcome.Filtered(reason);
        ExchangeRecords.of(exchange).forEach(record -> record.settle(filtered));
        exchange.setRouteStop(true);
    }
}
