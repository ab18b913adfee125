package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure of the family {@link FailureFamily#AUTH}. */
public final class AuthFailure extends Failure {

    private static final long serialVersionUID = 1L;

    AuthFailure(String message, @Nullable Throwable cause, int attempts, @Nullable String connection) {
        super(FailureFamily.AUTH, message, cause, attempts, connection);
    }
}
