package dev.wadi.record;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Failures told apart by what helps against them. */
public enum FailureFamily {
    /** May work the next time: connection refused, timeout, 408, 429, 5xx. */
    TRANSIENT,
    /** The connection's credentials were refused: 401, 403. */
    AUTH,
    /** Will never work with this payload: other 4xx, bad JSON, a required field missing. */
    PAYLOAD,
    /** A circuit breaker is open: nothing was tried. */
    CIRCUIT_OPEN;

    /** The family as it is written in headers, labels and reports. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * The family of a throwable, found by the type of it or of its nearest cause that has one. What nobody knows is
     * {@link #PAYLOAD}: it is kept as a dead letter at once instead of being tried again without end.
     */
    public static FailureFamily of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Failure failure) {
                return failure.family();
            }
            String type = t.getClass().getSimpleName();
            if (type.equals("CallNotPermittedException")) {
                return CIRCUIT_OPEN;
            }
            if (type.startsWith("Json")) {
                return PAYLOAD; // Jackson's exceptions are IOExceptions
            }
            if (t instanceof IOException || t instanceof TimeoutException) {
                return TRANSIENT;
            }
        }
        return PAYLOAD;
    }
}
