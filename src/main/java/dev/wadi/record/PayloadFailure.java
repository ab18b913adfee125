package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure of the family {@link FailureFamily#PAYLOAD}. */
public final class PayloadFailure extends Failure {

    private static final long serialVersionUID = 1L;

    PayloadFailure(String message, @Nullable Throwable cause, int attempts, @Nullable String connection) {
        super(FailureFamily.PAYLOAD, message, cause, attempts, connection);
    }
}
