package dev.wadi.connection;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of a call that failed, and what that means for the next. Without a stack trace: it is no surprise. */
final class AttemptFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final boolean repeatable;
    private final @Nullable Duration retryAfter;
    private final boolean unauthorized;

    private AttemptFailed(Failure failure, boolean repeatable, @Nullable Duration retryAfter, boolean unauthorized) {
        super(failure.getMessage(), failure, false, false);
        this.failure = failure;
        this.repeatable = repeatable;
        this.retryAfter = retryAfter;
        this.unauthorized = unauthorized;
    }

    /** Failed for now; to be tried again if a repeat is safe. */
    static AttemptFailed transiently(String message, @Nullable Throwable cause, boolean repeatable) {
        return new AttemptFailed(Failure.of(FailureFamily.TRANSIENT, message, cause, 1), repeatable, null, false);
    }

    /** The server asks to come back later. */
    static AttemptFailed transiently(String message, boolean repeatable, Optional<Duration> retryAfter) {
        return new AttemptFailed(
                Failure.of(FailureFamily.TRANSIENT, message, null, 1), repeatable, retryAfter.orElse(null), false);
    }

    /** Failed for good. */
    static AttemptFailed finallyAs(FailureFamily family, String message) {
        return new AttemptFailed(Failure.of(family, message, null, 1), false, null, false);
    }

    /** The server knows nobody by these credentials, and did nothing (401). */
    static AttemptFailed unauthorized(String message) {
        return new AttemptFailed(Failure.of(FailureFamily.AUTH, message, null, 1), false, null, true);
    }

    boolean isUnauthorized() {
        return unauthorized;
    }

    boolean repeatable() {
        return repeatable;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Failure failure() {
        return failure;
    }
}
