package dev.wadi.kafka.publish.component;

import dev.wadi.json.FieldPath;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.WireHeaders;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Writes the exchange's body as a record, and goes on once it is acknowledged. */
final class PublishProducer extends DefaultAsyncProducer {

    private final EventPublisher publisher;
    private final String topic;
    private final @Nullable FieldPath key;
    private final Executor completions;

    PublishProducer(
            PublishEndpoint endpoint,
            EventPublisher publisher,
            String topic,
            @Nullable FieldPath key,
            Executor completions) {
        super(endpoint);
        this.publisher = publisher;
        this.topic = topic;
        this.key = key;
        this.completions = completions;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        publisher.prepare(topic);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            OutgoingRecord outgoing = new OutgoingRecord(
                    topic, keyOf(exchange), valueOf(message.getBody()), WireHeaders.of(message.getHeaders()));
            var unused = publisher
                    .publish(outgoing)
                    .whenCompleteAsync(
                            (place, thrown) -> {
                                if (thrown != null) {
                                    exchange.setException(
                                            thrown instanceof CompletionException ? thrown.getCause() : thrown);
                                }
                                callback.done(false);
                            },
                            ExchangeRecords.executor(exchange, completions));
            return false;
        } catch (Failure e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private byte @Nullable [] keyOf(Exchange exchange) {
        if (key == null) {
            return ExchangeRecords.first(exchange)
                    .map(first -> first.source().key())
                    .orElse(null);
        }
        Object value = key.read(exchange.getMessage().getBody());
        if (value == null) {
            throw Failure.payload(
                    "The field '" + key + "', which is the key for the topic '" + topic + "', is missing");
        }
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] valueOf(@Nullable Object body) {
        return switch (body) {
            case null -> null;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> Json.bytes(body);
        };
    }
}
