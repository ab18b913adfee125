package dev.wadi.kafka.publish;

import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Header;
import dev.wadi.record.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records with one idempotent Kafka producer. */
public final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** What a record may have: the topic decides, not the client, whose own limit is 1 MiB. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    private KafkaEventPublisher(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    public static KafkaEventPublisher open(KafkaSettings settings, Topics topics) {
        Map<String, Object> properties = settings.client(
                Map.of("client.id", "wadi-publisher", "acks", "all", "enable.idempotence", true),
                Map.of(
                        "linger.ms",
                        2,
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        MAX_REQUEST_BYTES,
                        "max.block.ms",
                        10_000));
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaEventPublisher(new KafkaProducer<>(properties, bytes, bytes), topics);
    }

    @Override
    public CompletionStage<Origin> publish(OutgoingRecord outgoing) {
        CompletableFuture<Origin> written = new CompletableFuture<>();
        try {
            topics.ensure(outgoing.topic());
            ProducerRecord<byte[], byte[]> kafkaRecord =
                    new ProducerRecord<>(outgoing.topic(), null, outgoing.key(), outgoing.value());
            for (Header header : outgoing.headers()) {
                kafkaRecord.headers().add(header.name(), header.value());
            }
            var unused = producer.send(kafkaRecord, (metadata, thrown) -> {
                if (thrown == null) {
                    written.complete(new Origin(metadata.topic(), metadata.partition(), metadata.offset()));
                } else {
                    written.completeExceptionally(failure(outgoing.topic(), thrown));
                }
            });
        } catch (Failure | KafkaException | IllegalStateException e) {
            written.completeExceptionally(failure(outgoing.topic(), e));
        }
        return written;
    }

    @Override
    public void prepare(String topic) {
        topics.ensure(topic);
    }

    private static Failure failure(String topic, Exception thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        boolean permanent = thrown instanceof RecordTooLargeException || thrown instanceof InvalidTopicException;
        String message = "the topic '" + topic + "' did not take the record: " + thrown.getMessage();
        return Failure.of(permanent ? FailureFamily.PAYLOAD : FailureFamily.TRANSIENT, message, thrown, 1);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
