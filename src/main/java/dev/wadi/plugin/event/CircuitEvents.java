package dev.wadi.plugin.event;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.util.Map;

/**
 * Tells the bus that a connection's circuit breaker opened or closed.
 *
 * @param hub the bus
 */
public record CircuitEvents(EventHub hub) {

    /** Tells of this breaker from now on. */
    public void watch(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(event -> changed(breaker, event));
    }

    private void changed(CircuitBreaker breaker, CircuitBreakerOnStateTransitionEvent event) {
        switch (event.getStateTransition().getToState()) {
            case OPEN, FORCED_OPEN ->
                hub.publish("circuit.opened", Map.of("connection", breaker.getName(), "failure_rate", (double)
                        breaker.getMetrics().getFailureRate()));
            case CLOSED -> hub.publish("circuit.closed", Map.of("connection", breaker.getName()));
            case HALF_OPEN, DISABLED, METRICS_ONLY -> {} // still being tried, or no breaker any more
        }
    }
}
