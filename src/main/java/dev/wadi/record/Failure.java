package dev.wadi.record;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure whose family is known where it happens. Routes tell the families apart by the exception's type. */
public abstract sealed class Failure extends RuntimeException
        permits TransientFailure, AuthFailure, PayloadFailure, CircuitOpenFailure {

    private static final long serialVersionUID = 1L;

    private final FailureFamily family;
    private final int attempts;
    private final @Nullable String connection;

    Failure(
            FailureFamily family,
            String message,
            @Nullable Throwable cause,
            int attempts,
            @Nullable String connection) {
        super(message, cause);
        this.family = family;
        this.attempts = attempts;
        this.connection = connection;
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message) {
        return new PayloadFailure(message, null, 1, null);
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message, Throwable cause) {
        return new PayloadFailure(message, cause, 1, null);
    }

    /**
     * A failure of the given family.
     *
     * @param attempts how often it was tried before giving up, at least 1 (0 where nothing was tried)
     */
    public static Failure of(FailureFamily family, String message, @Nullable Throwable cause, int attempts) {
        return of(family, message, cause, attempts, null);
    }

    /**
     * A failure of the given family in a call of a connection.
     *
     * @param connection the connection's name; null where there is none
     */
    public static Failure of(
            FailureFamily family,
            String message,
            @Nullable Throwable cause,
            int attempts,
            @Nullable String connection) {
        return switch (family) {
            case TRANSIENT -> new TransientFailure(message, cause, attempts, connection);
            case AUTH -> new AuthFailure(message, cause, attempts, connection);
            case PAYLOAD -> new PayloadFailure(message, cause, attempts, connection);
            case CIRCUIT_OPEN -> new CircuitOpenFailure(message, cause, attempts, connection);
        };
    }

    public final FailureFamily family() {
        return family;
    }

    /** How often it was tried. */
    public final int attempts() {
        return attempts;
    }

    /** How often the failed thing was tried, as far as the throwable or a cause of it knows; else 1. */
    public static int attemptsOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Failure failure) {
                return failure.attempts;
            }
        }
        return 1;
    }

    /** The connection whose call failed, as far as the throwable or a cause of it knows. */
    public static Optional<String> connectionOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Failure failure && failure.connection != null) {
                return Optional.of(failure.connection);
            }
            if (t instanceof CallNotPermittedException open) { // of a circuitBreaker step with the connection's breaker
                return Optional.ofNullable(open.getCausingCircuitBreakerName());
            }
        }
        return Optional.empty();
    }
}
