package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import java.time.Duration;

/** The fields of {@code circuit_breaker} in YAML. */
final class BreakerFields {

    private static final int ALL = 100;

    private final YamlMapping fields;

    BreakerFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported, and reads as the default. */
    BreakerPolicy read() {
        fields.refuseUnknown(
                "failure_rate_threshold",
                "sliding_window_size",
                "minimum_number_of_calls",
                "wait_seconds",
                "permitted_calls_in_half_open",
                "slow_call_seconds",
                "slow_call_rate_threshold");
        BreakerPolicy defaults = BreakerPolicy.DEFAULT;
        return new BreakerPolicy(
                percent("failure_rate_threshold", defaults.failureRateThreshold()),
                fields.integer("sliding_window_size", 1).orElse(defaults.slidingWindowSize()),
                fields.integer("minimum_number_of_calls", 1).orElse(defaults.minimumNumberOfCalls()),
                positive("wait_seconds", defaults.openFor()),
                fields.integer("permitted_calls_in_half_open", 1).orElse(defaults.permittedCallsInHalfOpen()),
                slowCalls());
    }

    private BreakerPolicy.SlowCalls slowCalls() {
        BreakerPolicy.SlowCalls defaults = BreakerPolicy.SlowCalls.NEVER;
        if (fields.has("slow_call_rate_threshold") && !fields.has("slow_call_seconds")) {
            fields.problem("slow_call_rate_threshold", "slow_call_rate_threshold needs slow_call_seconds");
        }
        return fields.has("slow_call_seconds")
                ? new BreakerPolicy.SlowCalls(
                        positive("slow_call_seconds", defaults.longerThan()),
                        percent("slow_call_rate_threshold", defaults.rateThreshold()))
                : defaults;
    }

    private int percent(String field, int otherwise) {
        int percent = fields.integer(field, 1).orElse(otherwise);
        if (percent > ALL) {
            fields.problem(field, field + " is at most 100 (percent)");
            return otherwise;
        }
        return percent;
    }

    private Duration positive(String field, Duration otherwise) {
        Duration duration = fields.seconds(field).orElse(otherwise);
        if (duration.toMillis() < 1) {
            fields.problem(field, field + " must be more than 0");
            return otherwise;
        }
        return duration;
    }
}
