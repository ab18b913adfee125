package dev.wadi.kafka.topic;

import dev.wadi.record.Header;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what topics hold now, without a group: nothing is committed. For one thread. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_SILENT_POLLS = 150;

    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    public static TopicReader open(KafkaSettings settings) {
        Map<String, Object> own = Map.of(
                "client.id",
                "wadi-reader",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false);
        return new TopicReader(
                new KafkaConsumer<>(settings.client(own), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** The names of all topics. */
    public Set<String> topics() {
        return new TreeSet<>(consumer.listTopics().keySet());
    }

    /** Reads each topic from its beginning to where it ends now. */
    public void read(Collection<String> topics, Consumer<SourceRecord> receiver) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> unread = new HashMap<>(ends);
        for (int silent = 0; ; silent++) {
            // Not by the records: of those that were compacted away or aborted there are offsets only.
            unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (unread.isEmpty()) {
                return;
            }
            requireAnswers(silent);
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                silent = 0;
                if (found.offset() < ends.getOrDefault(new TopicPartition(found.topic(), found.partition()), 0L)) {
                    receiver.accept(source(found));
                }
            }
        }
    }

    /** The record at a place; empty if there is none, or no such topic. */
    public Optional<SourceRecord> at(Origin place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        boolean exists = topics().contains(place.topic())
                && consumer.partitionsFor(place.topic()).stream().anyMatch(p -> p.partition() == place.partition());
        if (!exists
                || place.offset() >= end(partition)
                || place.offset()
                        < consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        for (int silent = 0; consumer.position(partition) <= place.offset(); silent++) {
            requireAnswers(silent);
            var found = consumer.poll(POLL).iterator();
            if (found.hasNext()) {
                SourceRecord next = source(found.next());
                return next.offset() == place.offset() ? Optional.of(next) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private static void requireAnswers(int silentPolls) {
        if (silentPolls > MAX_SILENT_POLLS) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka stopped sending records");
        }
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> found) {
        List<Header> headers = new ArrayList<>();
        found.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new SourceRecord(
                found.topic(),
                found.partition(),
                found.offset(),
                found.timestamp(),
                found.key(),
                found.value(),
                headers);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
