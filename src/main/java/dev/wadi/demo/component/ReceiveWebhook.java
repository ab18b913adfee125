package dev.wadi.demo.component;

import dev.wadi.demo.api.ReceivingApis;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Notes what was posted to a webhook, under its path. */
public final class ReceiveWebhook implements Processor {

    private final ReceivingApis apis;

    public ReceiveWebhook(ReceivingApis apis) {
        this.apis = apis;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        String key = message.getHeader("Idempotency-Key", "", String.class);
        message.setBody(apis.webhook(path.replaceFirst("^/", ""), message.getBody(byte[].class), key));
    }
}
