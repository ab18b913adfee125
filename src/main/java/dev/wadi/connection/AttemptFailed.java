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
    private final Sign sign;

    /** What a failed attempt says about the endpoint. */
    enum Sign {
        /** Nothing: it never got there. */
        NONE,
        /** It lives, and blames the payload or the credentials. */
        ALIVE,
        /** It lives, and knows nobody by these credentials. */
        UNKNOWN_CALLER,
        /** It is in trouble. */
        TROUBLE,
        /** It is in trouble that fewer calls may help against: a timeout, 429, 503. */
        OVERLOAD
    }

    private AttemptFailed(Failure failure, boolean repeatable, @Nullable Duration retryAfter, Sign sign) {
        super(failure.getMessage(), failure, false, false);
        this.failure = failure;
        this.repeatable = repeatable;
        this.retryAfter = retryAfter;
        this.sign = sign;
    }

    /** Failed for now; to be tried again if a repeat is safe. */
    static AttemptFailed transiently(String message, @Nullable Throwable cause, boolean repeatable) {
        return new AttemptFailed(ofTransient(message, cause), repeatable, null, Sign.TROUBLE);
    }

    /** Took too long. */
    static AttemptFailed timedOut(String message, boolean repeatable) {
        return new AttemptFailed(ofTransient(message, null), repeatable, null, Sign.OVERLOAD);
    }

    /** Failed for a limit of ours, and was never sent; it may be sent later. */
    static AttemptFailed here(String message) {
        return new AttemptFailed(ofTransient(message, null), true, null, Sign.NONE);
    }

    /** Was answered with a status that may not come the next time; the server may ask to come back later. */
    static AttemptFailed answered(
            String message, boolean repeatable, Optional<Duration> retryAfter, ConnectionResponse response) {
        Sign sign = response.status() == 429 || response.status() == 503 ? Sign.OVERLOAD : Sign.TROUBLE;
        return new AttemptFailed(ofTransient(message, null), repeatable, retryAfter.orElse(null), sign);
    }

    /** Failed for good. */
    static AttemptFailed finallyAs(FailureFamily family, String message) {
        return new AttemptFailed(Failure.of(family, message, null, 1), false, null, Sign.ALIVE);
    }

    /** The server knows nobody by these credentials, and did nothing (401). */
    static AttemptFailed unauthorized(String message) {
        return new AttemptFailed(Failure.of(FailureFamily.AUTH, message, null, 1), false, null, Sign.UNKNOWN_CALLER);
    }

    private static Failure ofTransient(String message, @Nullable Throwable cause) {
        return Failure.of(FailureFamily.TRANSIENT, message, cause, 1);
    }

    /** What a failure of whatever kind says about the endpoint. */
    static Sign sign(Throwable thrown) {
        return switch (thrown) {
            case AttemptFailed failed -> failed.sign;
            // Of the gate: a host that nobody can find is in trouble, one that is refused was never asked.
            case Failure failure -> failure.family() == FailureFamily.TRANSIENT ? Sign.TROUBLE : Sign.NONE;
            default -> Sign.TROUBLE;
        };
    }

    boolean isUnauthorized() {
        return sign == Sign.UNKNOWN_CALLER;
    }

    /** Failed for good, for the answer's status. */
    static AttemptFailed finallyFor(int status, FailureFamily family, String message) {
        return new AttemptFailed(Failure.of(family, message, new RefusedStatus(status), 1), false, null, Sign.ALIVE);
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
