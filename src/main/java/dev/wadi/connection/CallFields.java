package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import java.util.List;

/** The fields of a connection that say how its calls are made. */
final class CallFields {

    static final List<String> KNOWN =
            List.of("timeout_seconds", "max_retries", "retry_backoff_base", "retry_backoff_max", "circuit_breaker");

    private final YamlMapping fields;

    CallFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported. */
    CallPolicy read() {
        BreakerPolicy breaker =
                fields.mapping("circuit_breaker").map(CallFields::breaker).orElse(BreakerPolicy.DEFAULT);
        var timeout = fields.seconds("timeout_seconds").orElse(CallPolicy.DEFAULT_TIMEOUT);
        if (!timeout.isPositive()) {
            fields.problem("timeout_seconds", "timeout_seconds must be more than 0");
        }
        return new CallPolicy(timeout, retry(), breaker);
    }

    private RetryPolicy retry() {
        RetryPolicy defaults = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                fields.integer("max_retries", 1).orElse(defaults.maxAttempts()),
                fields.seconds("retry_backoff_base").orElse(defaults.backoffBase()),
                fields.seconds("retry_backoff_max").orElse(defaults.backoffMax()));
    }

    private static BreakerPolicy breaker(YamlMapping fields) {
        fields.refuseUnknown(
                "failure_rate_threshold",
                "sliding_window_size",
                "minimum_number_of_calls",
                "wait_seconds",
                "permitted_calls_in_half_open");
        BreakerPolicy defaults = BreakerPolicy.DEFAULT;
        int threshold = fields.integer("failure_rate_threshold", 1).orElse(defaults.failureRateThreshold());
        if (threshold > 100) {
            fields.problem("failure_rate_threshold", "failure_rate_threshold is at most 100 (percent)");
            threshold = defaults.failureRateThreshold();
        }
        var openFor = fields.seconds("wait_seconds").orElse(defaults.openFor());
        if (openFor.toMillis() < 1) {
            fields.problem("wait_seconds", "wait_seconds must be more than 0");
            openFor = defaults.openFor();
        }
        return new BreakerPolicy(
                threshold,
                fields.integer("sliding_window_size", 1).orElse(defaults.slidingWindowSize()),
                fields.integer("minimum_number_of_calls", 1).orElse(defaults.minimumNumberOfCalls()),
                openFor,
                fields.integer("permitted_calls_in_half_open", 1).orElse(defaults.permittedCallsInHalfOpen()));
    }
}
