package dev.wadi.connection;

import dev.wadi.record.FailureFamily;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of connections. Labels are names of connections and a few outcomes, never addresses. Thread-safe.
 */
final class ConnectionMeters {

    /** One for all that are called by an absolute URL: there may be any number of those. */
    private static final String BY_URL = "by_url";

    private final MeterRegistry registry;
    private final Map<Outcome, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();

    private record Outcome(String connection, String outcome) {}

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An attempt was answered. */
    void answered(String connection, ConnectionResponse response, long nanos) {
        ended(connection, response.dropped() ? "dropped" : "success", nanos);
    }

    /** An attempt failed. */
    void failed(String connection, Throwable thrown, long nanos) {
        AttemptFailed.Sign sign = AttemptFailed.sign(thrown);
        ended(connection, sign == AttemptFailed.Sign.NONE ? "not_sent" : family(thrown), nanos);
    }

    private static String family(Throwable thrown) {
        return FailureFamily.of(thrown).name().toLowerCase(Locale.ROOT);
    }

    private void ended(String connection, String outcome, long nanos) {
        attempts.computeIfAbsent(new Outcome(label(connection), outcome), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Outcome outcome) {
        return Timer.builder("wadi.connection.attempts")
                .description("Attempts of calls, by what became of them")
                .tags("connection", outcome.connection(), "outcome", outcome.outcome())
                .register(registry);
    }

    /** An attempt is made for the second time or more. */
    void retried(String connection) {
        retries.computeIfAbsent(label(connection), name -> Counter.builder("wadi.connection.retries")
                        .description("Attempts beyond the first of their call")
                        .tag("connection", name)
                        .register(registry))
                .increment();
    }

    /** Shows the state of a connection, whichever is there under its name. */
    void watch(String name, Supplier<@Nullable NamedConnection> current) {
        Gauge.builder("wadi.connection.breaker.state", current, found -> {
                    NamedConnection connection = found.get();
                    return connection == null ? Double.NaN : state(connection);
                })
                .description("The circuit breaker: 0 closed, 1 half open, 2 open")
                .strongReference(true)
                .tag("connection", name)
                .register(registry);
        Gauge.builder("wadi.connection.calls.active", current, found -> {
                    NamedConnection connection = found.get();
                    return connection == null ? Double.NaN : connection.active();
                })
                .description("Calls under way, those that wait included")
                .strongReference(true)
                .tag("connection", name)
                .register(registry);
    }

    private static int state(NamedConnection connection) {
        return switch (connection.breaker().getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
        };
    }

    private static String label(String connection) {
        return connection.contains("://") ? BY_URL : connection;
    }
}
