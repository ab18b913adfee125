package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/**
 * A header of a Kafka record, its bytes untouched.
 *
 * @param name the name; may occur more than once in a record
 * @param value the bytes, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Kafka's own representation; never compared
public record Header(String name, byte @Nullable [] value) {}
