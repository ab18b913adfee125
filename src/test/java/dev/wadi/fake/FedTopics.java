package dev.wadi.fake;

import dev.wadi.json.Json;
import dev.wadi.record.ExchangeRecords;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code kafka-ordered:} in tests of routes: the test feeds the records, one at a time. */
public final class FedTopics extends DefaultComponent {

    private final Map<String, DefaultConsumer> consumers = new ConcurrentHashMap<>();
    private boolean retriesLeft;

    /** The records that are fed from now on may be tried again later. */
    public void leaveRetries() {
        retriesLeft = true;
    }

    /** Runs the route that consumes the topic for one record, and waits for its end. */
    public Exchange feed(String topic, String value) throws Exception {
        DefaultConsumer consumer = consumers.get(topic);
        if (consumer == null) {
            throw new IllegalArgumentException("no route consumes " + topic + ", but " + consumers.keySet());
        }
        FakeRecordHandle handle = new FakeRecordHandle(consumer.getRouteId(), topic, 0, value);
        if (retriesLeft) {
            handle.leaveRetries();
        }
        Exchange exchange = consumer.createExchange(false);
        ExchangeRecords.attach(exchange, handle);
        exchange.getMessage().setBody(Json.object(value.getBytes(StandardCharsets.UTF_8)));
        consumer.getProcessor().process(exchange);
        handle.exchangeEnds();
        return exchange;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String topic, @Nullable Map<String, Object> parameters) {
        if (parameters != null) {
            parameters.clear(); // kafka-ordered's own options are tested where it is
        }
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                DefaultConsumer consumer = new DefaultConsumer(this, processor);
                consumers.put(topic, consumer);
                return consumer;
            }
        };
    }
}
