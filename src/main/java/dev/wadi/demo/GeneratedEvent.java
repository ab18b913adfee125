package dev.wadi.demo;

import org.jspecify.annotations.Nullable;

/**
 * A raw event as it goes to Kafka.
 *
 * @param number its place in the stream, from 1
 * @param key the project's id; null where the event does not say it
 * @param value the event's bytes
 * @param kind whether it is sound, and if not, what is wrong with it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire; never compared
public record GeneratedEvent(int number, @Nullable String key, byte[] value, Kind kind) {

    /** What is to be expected of an event. */
    public enum Kind {
        /** It can be processed to the end. */
        SOUND,
        /** Its value is cut off. */
        BAD_JSON,
        /** It lacks the project's id or the event's type. */
        MISSING_FIELD,
        /** The API answers 404 for its project. */
        UNKNOWN_TO_API
    }
}
