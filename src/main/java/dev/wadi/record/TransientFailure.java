package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure of the family {@link FailureFamily#TRANSIENT}. */
public final class TransientFailure extends Failure {

    private static final long serialVersionUID = 1L;

    TransientFailure(String message, @Nullable Throwable cause, int attempts, @Nullable String connection) {
        super(FailureFamily.TRANSIENT, message, cause, attempts, connection);
    }
}
