package dev.wadi.enrich.component;

import dev.wadi.connection.ConnectionCall;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Puts what an {@code enrich} step fetched into a field of the body. A bean in YAML: {@code properties: {field: project}}. */
public final class IntoField implements AggregationStrategy {

    private String field = "lookup_result";

    public String getField() {
        return field;
    }

    public void setField(String field) {
        this.field = field;
    }

    @Override
    public Exchange aggregate(Exchange original, Exchange fetched) {
        if (fetched != null && fetched.isRouteStop()) { // the step leaves the message out
            original.setRouteStop(true);
            return original;
        }
        Object answer = fetched == null ? null : fetched.getMessage().getBody();
        original.getMessage().setBody(ConnectionCall.with(original.getMessage().getBody(), field, answer));
        return original;
    }
}
