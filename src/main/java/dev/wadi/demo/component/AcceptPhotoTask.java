package dev.wadi.demo.component;

import dev.wadi.demo.api.PhotoTask;
import dev.wadi.demo.api.ReceivingApis;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Puts the photo API's answer in the place of what the ClaimX API answered about the task. */
public final class AcceptPhotoTask implements Processor {

    private final ReceivingApis apis;

    public AcceptPhotoTask(ReceivingApis apis) {
        this.apis = apis;
    }

    @Override
    public void process(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        PhotoTask task = exchange.getProperty(AskClaimx.TASK, PhotoTask.class);
        String key = exchange.getProperty(AskClaimx.IDEMPOTENCY_KEY, "", String.class);
        exchange.getMessage().setBody(apis.photoTask(task, key, status));
    }
}
