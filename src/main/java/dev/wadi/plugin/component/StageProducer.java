package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.StageEnd;
import dev.wadi.plugin.runtime.StageRunner;
import dev.wadi.plugin.spi.ExchangeContext;
import java.time.Clock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Gives each message to its stage's plugins, on the route's thread. Where one of them runs out of time, the message goes on
 * on another thread.
 */
final class StageProducer extends DefaultAsyncProducer {

    private final StageRunner runner;
    private final Clock clock;
    private final StageEnd end;

    /**
     * Makes it.
     *
     * @param end what becomes of a message that is filtered
     */
    StageProducer(StageEndpoint endpoint, StageRunner runner, StageEnd end) {
        super(endpoint);
        this.runner = runner;
        this.clock = runner.clock();
        this.end = end;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        boolean done = runner.isEmpty() || runner.run(context(exchange), end, callback);
        if (done) {
            callback.done(true);
        }
        return done;
    }

    private ExchangeContext context(Exchange exchange) {
        return new ExchangeContext(exchange, runner.domain(), runner.stage(), clock.instant());
    }
}
