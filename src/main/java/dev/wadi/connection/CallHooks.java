package dev.wadi.connection;

import dev.wadi.record.Reopenings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/** What others take part in when connections call; set once they are there. Thread-safe. */
final class CallHooks {

    private volatile @Nullable CallInterceptor interceptor;
    private volatile @Nullable ConnectionMeters meters;
    private volatile ServiceDirectory services = ServiceDirectory.none();
    private final Reopenings reopenings = new Reopenings();

    @Nullable
    CallInterceptor interceptor() {
        return interceptor;
    }

    void intercept(CallInterceptor newInterceptor) {
        interceptor = newInterceptor;
    }

    ServiceDirectory services() {
        return services;
    }

    void find(ServiceDirectory newServices) {
        services = newServices;
    }

    /** Where those listen whose records wait for a connection. */
    Reopenings reopenings() {
        return reopenings;
    }

    /** Tells those whose records wait for a connection that it takes calls again, or may do so. */
    void reopened(String connection, int calls) {
        reopenings.announce(connection, calls);
    }

    /** Tells it from now on whenever the connection's breaker lets calls through again. */
    void watch(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case HALF_OPEN ->
                    reopened(
                            breaker.getName(),
                            breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState());
                case CLOSED, DISABLED, METRICS_ONLY -> reopened(breaker.getName(), Reopenings.ALL);
                case OPEN, FORCED_OPEN -> {}
            }
        });
    }

    /** What measures; null as long as nothing does. */
    @Nullable
    ConnectionMeters meters() {
        return meters;
    }

    void measure(ConnectionMeters newMeters) {
        meters = newMeters;
    }
}
