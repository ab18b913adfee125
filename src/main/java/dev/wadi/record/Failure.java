package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure whose family is known where it happens. Routes tell the families apart by the exception's type. */
public abstract sealed class Failure extends RuntimeException
        permits TransientFailure, AuthFailure, PayloadFailure, CircuitOpenFailure {

    private static final long serialVersionUID = 1L;

    private final FailureFamily family;
    private final int attempts;

    Failure(FailureFamily family, String message, @Nullable Throwable cause, int attempts) {
        super(message, cause);
        this.family = family;
        this.attempts = attempts;
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message) {
        return new PayloadFailure(message, null, 1);
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message, Throwable cause) {
        return new PayloadFailure(message, cause, 1);
    }

    /**
     * A failure of the given family.
     *
     * @param attempts how often it was tried before giving up, at least 1 (0 where nothing was tried)
     */
    public static Failure of(FailureFamily family, String message, @Nullable Throwable cause, int attempts) {
        return switch (family) {
            case TRANSIENT -> new TransientFailure(message, cause, attempts);
            case AUTH -> new AuthFailure(message, cause, attempts);
            case PAYLOAD -> new PayloadFailure(message, cause, attempts);
            case CIRCUIT_OPEN -> new CircuitOpenFailure(message, cause, attempts);
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
}
