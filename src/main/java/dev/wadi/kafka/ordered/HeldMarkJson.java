package dev.wadi.kafka.ordered;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks as JSON. What can't be read is no mark of ours. */
final class HeldMarkJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of later versions
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private HeldMarkJson() {}

    /** A Kafka record's key. The order of the fields must stay: the bytes say whose mark it is. */
    private record Key(String group, String topic, int partition, long offset) {

        Key {
            Objects.requireNonNull(group);
            Objects.requireNonNull(topic);
        }
    }

    /** A Kafka record's value. */
    private record Value(
            ByteBuffer key, String topic, @Nullable String due, Origin blocker, FailureFamily family, String cause) {

        Value {
            Objects.requireNonNull(key);
            Objects.requireNonNull(topic);
            Objects.requireNonNull(blocker);
            Objects.requireNonNull(family);
            Objects.requireNonNull(cause);
        }
    }

    static byte[] bytes(HeldMark.Id id) {
        Origin origin = id.origin();
        return write(new Key(id.group(), origin.topic(), origin.partition(), origin.offset()));
    }

    static byte[] bytes(HeldMark mark) {
        Instant due = mark.due();
        HeldMark.Blocker blocker = mark.blocker();
        return write(new Value(
                mark.key(),
                mark.topic(),
                due == null ? null : due.toString(),
                blocker.origin(),
                blocker.family(),
                blocker.cause()));
    }

    static Optional<HeldMark.Id> id(byte @Nullable [] bytes) {
        return read(bytes, Key.class)
                .map(key -> new HeldMark.Id(key.group(), new Origin(key.topic(), key.partition(), key.offset())));
    }

    static Optional<HeldMark> mark(HeldMark.Id id, byte[] bytes) {
        try {
            return read(bytes, Value.class)
                    .map(value -> new HeldMark(
                            id,
                            value.key(),
                            value.topic(),
                            value.due() == null ? null : Instant.parse(value.due()),
                            new HeldMark.Blocker(value.blocker(), value.family(), value.cause())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Optional<T> read(byte @Nullable [] bytes, Class<T> type) {
        try {
            return bytes == null ? Optional.empty() : Optional.ofNullable(MAPPER.readValue(bytes, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
