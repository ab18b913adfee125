package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure of the family {@link FailureFamily#CIRCUIT_OPEN}. */
public final class CircuitOpenFailure extends Failure {

    private static final long serialVersionUID = 1L;

    CircuitOpenFailure(String message, @Nullable Throwable cause, int attempts, @Nullable String connection) {
        super(FailureFamily.CIRCUIT_OPEN, message, cause, attempts, connection);
    }
}
