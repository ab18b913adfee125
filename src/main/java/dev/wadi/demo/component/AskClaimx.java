package dev.wadi.demo.component;

import dev.wadi.config.Secret;
import dev.wadi.demo.api.Answer;
import dev.wadi.demo.api.PhotoTask;
import dev.wadi.record.Failure;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns a posted photo task into the question to the ClaimX API whether its assignment exists. Nothing of the request
 * is left in the question but the id, which is digits: no header that arrived can steer the call.
 */
public final class AskClaimx implements Processor {

    static final String TASK = "DemoPhotoTask";
    static final String IDEMPOTENCY_KEY = "DemoIdempotencyKey";

    private final Secret authorization;

    public AskClaimx(Secret authorization) {
        this.authorization = authorization;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        try {
            PhotoTask task = PhotoTask.read(message.getBody(byte[].class));
            exchange.setProperty(TASK, task);
            exchange.setProperty(IDEMPOTENCY_KEY, message.getHeader("Idempotency-Key", "", String.class));
            message.removeHeaders("*");
            message.setHeader(Exchange.HTTP_PATH, task.question());
            message.setHeader("Authorization", authorization.value());
            message.setBody(null);
        } catch (Failure refused) {
            WriteAnswer.write(exchange, Answer.error(400, String.valueOf(refused.getMessage())));
            exchange.setRouteStop(true);
        }
    }
}
