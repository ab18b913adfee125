package dev.wadi.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was consumed: its bytes untouched, so that a dead letter and its replay are exact.
 *
 * @param topic the topic it was consumed from
 * @param partition the partition, from 0
 * @param offset the offset in the partition
 * @param timestamp milliseconds since the epoch
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers the headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // Kafka's own representation; never compared
public record SourceRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** The place in the topic: partition and offset. */
    public Origin place() {
        return new Origin(topic, partition, offset);
    }

    /** The last header of that name as UTF-8 text, or null where there is none or it has no value. */
    public @Nullable String header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.name().equals(name)) {
                byte[] bytes = header.value();
                return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
