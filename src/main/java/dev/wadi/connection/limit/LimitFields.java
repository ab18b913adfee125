package dev.wadi.connection.limit;

import dev.wadi.config.YamlMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The fields of a connection in YAML that say how much it does at a time. */
public final class LimitFields {

    /** Their names. */
    public static final List<String> KNOWN = List.of("rate_limit", "adaptive_concurrency");

    private final YamlMapping fields;

    public LimitFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads {@code rate_limit}; what is wrong is reported. */
    public Optional<CallRate> rate() {
        return fields.mapping("rate_limit").flatMap(LimitFields::rate);
    }

    private static Optional<CallRate> rate(YamlMapping fields) {
        fields.refuseUnknown("calls", "per_seconds", "max_wait_seconds");
        if (!fields.has("calls")) {
            fields.problem("rate_limit needs calls, the number that may start in per_seconds");
        }
        Optional<Integer> calls = fields.integer("calls", 1);
        Duration period = fields.seconds("per_seconds").orElse(Duration.ofSeconds(1));
        Duration maxWait = fields.seconds("max_wait_seconds").orElse(CallRate.DEFAULT_MAX_WAIT);
        if (!period.isPositive()) {
            fields.problem("per_seconds", "per_seconds must be more than 0");
            return Optional.empty();
        }
        return calls.map(number -> new CallRate(number, period, maxWait));
    }

    /** Reads {@code adaptive_concurrency}; what is wrong is reported. */
    public Optional<ConcurrencyRange> concurrency() {
        return fields.mapping("adaptive_concurrency").flatMap(LimitFields::range);
    }

    private static Optional<ConcurrencyRange> range(YamlMapping fields) {
        fields.refuseUnknown("min", "max");
        int min = fields.integer("min", 1).orElse(1);
        int max = fields.integer("max", 1).orElse(Math.max(min, 256));
        if (max < min) {
            fields.problem("max", "max must be at least min, but was " + max + " with a min of " + min);
            return Optional.empty();
        }
        return Optional.of(new ConcurrencyRange(min, max));
    }
}
