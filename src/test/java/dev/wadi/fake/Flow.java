package dev.wadi.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Records that go on coming while a test breaks things: numbered, over some keys, at a pace, each written once whatever
 * happens to the broker meanwhile.
 */
public final class Flow implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(1);

    private final String topic;
    private final int keys;
    private final KafkaProducer<String, String> producer;
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<Exception> refused = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    private Flow(TestKafka kafka, String topic, int keys) {
        this.topic = topic;
        this.keys = keys;
        Map<String, Object> own = Map.of("acks", "all", "enable.idempotence", true, "delivery.timeout.ms", 300_000);
        this.producer =
                new KafkaProducer<>(kafka.settings().client(own), new StringSerializer(), new StringSerializer());
        this.thread = Thread.ofPlatform().name("flow").start(this::run);
    }

    /** Begins to write. */
    public static Flow into(TestKafka kafka, String topic, int keys) {
        kafka.topics().ensure(topic);
        return new Flow(kafka, topic, keys);
    }

    private void run() {
        while (!stopped) {
            int number = sent.getAndIncrement();
            var unused = producer.send(
                    new ProducerRecord<>(topic, "key-" + number % keys, Integer.toString(number)), (place, thrown) -> {
                        if (thrown != null) {
                            refused.add(thrown);
                        }
                    });
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    /** Stops writing, waits until all is acknowledged, and gives their number. */
    public int stop() {
        close();
        assertThat(refused).as("the test's own records that were not written").isEmpty();
        return sent.get();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    /** That what arrived is each record at least once, and each key's first arrivals in order. */
    public static void assertArrived(List<ConsumerRecord<byte[], byte[]>> arrived, int sent) {
        Map<String, LinkedHashSet<Integer>> byKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> one : arrived) {
            byKey.computeIfAbsent(text(one.key()), key -> new LinkedHashSet<>())
                    .add(Integer.valueOf(text(one.value())));
        }
        assertThat(byKey.values().stream().mapToInt(LinkedHashSet::size).sum())
                .as("different records that arrived")
                .isEqualTo(sent);
        assertThat(byKey)
                .allSatisfy((key, numbers) ->
                        assertThat(List.copyOf(numbers)).as(key).isSorted());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
