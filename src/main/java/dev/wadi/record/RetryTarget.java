package dev.wadi.record;

import java.time.Duration;

/**
 * Where a record waits for its next try.
 *
 * @param topic the retry topic
 * @param delay how long it waits there
 */
public record RetryTarget(String topic, Duration delay) {}
