package dev.wadi.plugin.metrics;

import dev.wadi.secret.Redaction;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plugin measured last.
 *
 * @param values the numbers by the metrics' names
 * @param at when they were measured, or when that failed
 * @param error why measuring failed; empty if it did not
 */
public record Measurement(Map<String, Double> values, Instant at, String error) {

    public Measurement {
        error = Redaction.hide(error);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
