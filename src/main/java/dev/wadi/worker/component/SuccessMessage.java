package dev.wadi.worker.component;

import dev.wadi.record.DivisibleBatch;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.WorkerName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a worker's success message of the answer in the body: {@code {enriched_data, response, status_code,
 * worker_name}}. What was sent must be in the exchange property {@code enriched_data}. A batch that came so far was
 * delivered: it is not divided for a failure that follows, or its members would be sent again.
 */
public final class SuccessMessage implements Processor {

    private static final String ENRICHED_DATA = "enriched_data";

    @Override
    public void process(Exchange exchange) {
        ExchangeRecords.batch(exchange).ifPresent(DivisibleBatch::keepWhole);
        Message answer = exchange.getMessage();
        Map<String, @Nullable Object> success = new LinkedHashMap<>();
        Object sent = exchange.getProperty(ENRICHED_DATA);
        success.put(ENRICHED_DATA, sent);
        success.put("response", isSame(answer.getBody(), sent) ? null : answer.getBody());
        success.put("status_code", answer.getHeader(Exchange.HTTP_RESPONSE_CODE));
        success.put("worker_name", WorkerName.of(exchange.getFromRouteId()));
        answer.setBody(success);
    }

    /** An answer without a body leaves what was sent. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable Object answer, @Nullable Object sent) {
        return answer == sent;
    }
}
