package dev.wadi.demo.component;

import dev.wadi.config.Secret;
import dev.wadi.demo.api.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers 401 and stops the route unless the request carries the expected {@code Authorization}. */
public final class RequireAuthorization implements Processor {

    private final byte[] expected;

    public RequireAuthorization(Secret authorization) {
        this.expected = authorization.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void process(Exchange exchange) {
        String given = exchange.getMessage().getHeader("Authorization", "", String.class);
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            WriteAnswer.write(
                    exchange, Answer.error(401, "The Authorization header is missing or not the expected one"));
            exchange.setRouteStop(true);
        }
    }
}
