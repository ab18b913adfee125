package dev.wadi.claim.claimx.component;

import dev.wadi.claim.claimx.ClaimxEvents;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts the canonical event in the place of a raw one. */
public final class NormaliseEvent implements Processor {

    private final ClaimxEvents events;

    public NormaliseEvent(ClaimxEvents events) {
        this.events = events;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(events.normalise(JsonBody.of(exchange)));
    }
}
