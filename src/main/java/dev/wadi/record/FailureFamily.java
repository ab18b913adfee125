package dev.wadi.record;

import com.fasterxml.jackson.core.JacksonException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.kafka.common.errors.RetriableException;

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
            if (t instanceof CallNotPermittedException) {
                return CIRCUIT_OPEN;
            }
            if (t instanceof HttpOperationFailedException answered) { // of camel-http, in a user's route
                return mayPass(answered.getStatusCode()) ? TRANSIENT : PAYLOAD;
            }
            if (t instanceof JacksonException || t instanceof CharacterCodingException) {
                return PAYLOAD; // though they are IOExceptions
            }
            if (t instanceof IOException || t instanceof TimeoutException || t instanceof RetriableException) {
                return TRANSIENT;
            }
        }
        return PAYLOAD;
    }

    private static boolean mayPass(int status) {
        return status == 408 || status == 429 || status >= 500;
    }
}
