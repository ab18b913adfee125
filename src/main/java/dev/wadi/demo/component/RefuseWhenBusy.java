package dev.wadi.demo.component;

import dev.wadi.demo.api.Answer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts an answer that asks for another try later in the place of the message. */
public final class RefuseWhenBusy implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(Answer.error(503, "Not now, please try again"));
    }
}
