package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import dev.wadi.connection.limit.LimitFields;
import dev.wadi.connection.status.StatusFields;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a connection that say how its calls are made. */
final class CallFields {

    static final List<String> KNOWN = Stream.of(
                    List.of("timeout_seconds", "max_retries", "retry_backoff_base", "retry_backoff_max"),
                    List.of("circuit_breaker"),
                    StatusFields.KNOWN,
                    LimitFields.KNOWN)
            .flatMap(List::stream)
            .toList();

    private final YamlMapping fields;

    CallFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported. */
    CallPolicy read() {
        BreakerPolicy breaker = fields.mapping("circuit_breaker")
                .map(breakerFields -> new BreakerFields(breakerFields).read())
                .orElse(BreakerPolicy.DEFAULT);
        var timeout = fields.seconds("timeout_seconds").orElse(CallPolicy.DEFAULT_TIMEOUT);
        if (!timeout.isPositive()) {
            fields.problem("timeout_seconds", "timeout_seconds must be more than 0");
        }
        LimitFields limits = new LimitFields(fields);
        return new CallPolicy(timeout, retry(), breaker)
                .withStatuses(new StatusFields(fields).read())
                .withLimits(limits.rate().orElse(null), limits.concurrency().orElse(null));
    }

    private RetryPolicy retry() {
        RetryPolicy defaults = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                fields.integer("max_retries", 1).orElse(defaults.maxAttempts()),
                fields.seconds("retry_backoff_base").orElse(defaults.backoffBase()),
                fields.seconds("retry_backoff_max").orElse(defaults.backoffMax()));
    }
}
