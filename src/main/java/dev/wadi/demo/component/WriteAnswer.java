package dev.wadi.demo.component;

import dev.wadi.demo.api.Answer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns the {@link Answer} in the body into the HTTP response; no header of the request is left in it. */
public final class WriteAnswer implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        write(exchange, exchange.getMessage().getMandatoryBody(Answer.class));
    }

    static void write(Exchange exchange, Answer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (answer.body().length > 0) {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        }
        if (answer.status() == 503) {
            message.setHeader("Retry-After", "1");
        }
        message.setBody(answer.body());
    }
}
