package dev.wadi.kafka.publish;

import dev.wadi.record.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written.
 *
 * @param topic the topic
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers the headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire; never compared
public record OutgoingRecord(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}
