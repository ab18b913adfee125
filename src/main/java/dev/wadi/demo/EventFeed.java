package dev.wadi.demo;

import dev.wadi.record.Origin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends events through the route that writes them to Kafka. Thread-safe. */
public final class EventFeed {

    private static final String ROUTE = "direct:demo-event-feed";

    private final CamelContext context;
    private final ProducerTemplate template;

    EventFeed(CamelContext context) {
        this.context = context;
        this.template = context.createProducerTemplate();
    }

    /** Writes an event; completes with its place once Kafka has it. */
    public CompletableFuture<Origin> send(GeneratedEvent event) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(event.value());
        if (event.key() != null) {
            exchange.getMessage().setHeader(KafkaConstants.KEY, event.key());
        }
        return template.asyncSend(ROUTE, exchange).thenApply(EventFeed::place);
    }

    private static Origin place(Exchange sent) {
        if (sent.getException() != null) {
            throw new CompletionException(sent.getException());
        }
        List<?> written = sent.getMessage().getHeader(KafkaConstants.KAFKA_RECORD_META, List.class);
        RecordMetadata metadata = (RecordMetadata) written.getFirst();
        return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
    }
}
