package dev.wadi.demo.score;

import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads some topics from their beginning, on a thread of its own, and shows each record to a reader. */
public final class TopicWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final Thread thread;
    private volatile boolean closed;

    private TopicWatch(KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.consumer = consumer;
        this.reader = reader;
        this.thread = new Thread(this::run, "wadi-demo-watch");
    }

    /** Starts to read, creating the topics where they are missing. */
    public static TopicWatch start(
            KafkaSettings kafka, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (Topics all = Topics.connect(kafka)) {
            topics.forEach(all::ensure);
        }
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.client(Map.of("client.id", "wadi-demo-watch")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        TopicWatch watch = new TopicWatch(consumer, reader);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
