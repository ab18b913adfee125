package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.StageRunner;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.record.ExchangeRecords;
import java.time.Clock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Gives each message to its stage's plugins, on the route's thread. */
final class StageProducer extends DefaultAsyncProducer {

    private final StageRunner runner;
    private final Clock clock;

    StageProducer(StageEndpoint endpoint, StageRunner runner) {
        super(endpoint);
        this.runner = runner;
        this.clock = runner.clock();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!runner.isEmpty()) {
            run(exchange);
        }
        callback.done(true);
        return true;
    }

    private void run(Exchange exchange) {
        try {
            ExchangeContext context = new ExchangeContext(exchange, runner.domain(), runner.stage(), clock.instant());
            runner.run(context, ExchangeRecords.of(exchange)).ifPresent(reason -> Filtering.stop(exchange, reason));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
