package dev.wadi.claim.claimx.component;

import dev.wadi.claim.claimx.ClaimxRows;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts the rows of the entity tables in the place of an event with the API's answers. */
public final class ExtractRows implements Processor {

    private final ClaimxRows rows;

    public ExtractRows(ClaimxRows rows) {
        this.rows = rows;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(rows.rows(JsonBody.of(exchange)));
    }
}
