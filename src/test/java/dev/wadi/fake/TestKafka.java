package dev.wadi.fake;

import dev.wadi.kafka.broker.EmbeddedBroker;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One real broker for all tests of the process, with a client to write and read. */
public final class TestKafka implements AutoCloseable {

    private static @Nullable TestKafka started;
    private static final AtomicInteger TOPIC = new AtomicInteger();

    private final KafkaSettings settings;
    private final Topics topics;

    private TestKafka(KafkaSettings settings) {
        this.settings = settings;
        this.topics = Topics.connect(settings);
    }

    /** The broker, started on first use. */
    public static synchronized TestKafka get() {
        TestKafka kafka = started;
        if (kafka == null) {
            try {
                Path folder = Files.createTempDirectory("wadi-test-broker");
                EmbeddedBroker broker = EmbeddedBroker.start(folder, FreePorts.next(), FreePorts.next());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    broker.close();
                    deleteTree(folder);
                }));
                kafka = new TestKafka(new KafkaSettings(broker.bootstrapServers(), Map.of(), true));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            started = kafka;
        }
        return kafka;
    }

    /** The client of a broker that a test started for itself. */
    public static TestKafka at(String bootstrapServers) {
        return new TestKafka(new KafkaSettings(bootstrapServers, Map.of(), true));
    }

    /** The same broker for clients with further properties. */
    public TestKafka with(Map<String, String> clientProperties) {
        return new TestKafka(new KafkaSettings(settings.bootstrapServers(), clientProperties, true));
    }

    /** The same broker for clients that create no topics. */
    public TestKafka withoutCreation() {
        return new TestKafka(new KafkaSettings(settings.bootstrapServers(), Map.of(), false));
    }

    @Override
    public void close() {
        topics.close();
    }

    public KafkaSettings settings() {
        return settings;
    }

    public Topics topics() {
        return topics;
    }

    /** A topic of its own for a test, created. */
    public String newTopic(String name) {
        String topic = name + "-" + TOPIC.incrementAndGet();
        topics.ensure(topic);
        return topic;
    }

    /** Writes a record and waits until it is acknowledged. */
    public void write(String topic, @Nullable String key, String value) {
        writeAll(topic, List.of(new ProducerRecord<>(topic, key, value)));
    }

    /** Writes records and waits until all are acknowledged. */
    public void writeAll(String topic, List<ProducerRecord<String, String>> records) {
        topics.ensure(topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings.client(Map.of()), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> written =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> acknowledged : written) {
                acknowledged.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was not written to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All records of a topic up to its end. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings.client(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
            return read;
        }
    }

    /** The values of a topic's records as text. */
    public List<String> values(String topic) {
        return read(topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** How many records a topic has; 0 if there is no such topic. */
    public long size(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings.client(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The sum of the offsets that a group has committed for a topic. */
    public long committed(String group, String topic) {
        return committed(group).entrySet().stream()
                .filter(e -> e.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The offsets that a group has committed. */
    public Map<TopicPartition, Long> committed(String group) {
        try (Admin admin = Admin.create(settings.client(Map.of()))) {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
            return committed;
        } catch (ExecutionException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void deleteTree(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> {
                if (!path.toFile().delete()) {
                    path.toFile().deleteOnExit();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
