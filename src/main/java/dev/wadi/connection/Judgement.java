package dev.wadi.connection;

import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.secret.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an answer means for its call.
 *
 * @param statuses what its status means
 * @param clock reads a {@code Retry-After} that names a date
 * @param redaction hides the connection's credentials in a text
 */
record Judgement(StatusPolicy statuses, Clock clock, UnaryOperator<String> redaction) {

    private static final int SHOWN_OF_BODY = 200;
    private static final int LOOKED_AT = 8 * 1024;

    /** Whether the whole body is wanted. */
    boolean isWanted(int status) {
        return statuses.of(status) == StatusPolicy.Meaning.SUCCESS;
    }

    /**
     * The answer that the caller gets.
     *
     * @param repeatable whether it is safe to send the request again
     * @throws AttemptFailed if it is none that a caller gets
     */
    ConnectionResponse of(ConnectionResponse response, boolean repeatable) {
        return switch (statuses.of(response.status())) {
            case SUCCESS -> response;
            case DROP -> response.asDropped();
            case RETRY -> throw AttemptFailed.answered(describe(response), repeatable, retryAfter(response), response);
            case AUTH ->
                throw response.status() == 401
                        ? AttemptFailed.unauthorized(describe(response))
                        : AttemptFailed.finallyAs(FailureFamily.AUTH, describe(response));
            case PAYLOAD ->
                throw AttemptFailed.finallyFor(response.status(), FailureFamily.PAYLOAD, describe(response));
        };
    }

    /**
     * The same of an answer that passed an interceptor, or is its own.
     *
     * @throws Failure if it is none that a caller gets
     */
    ConnectionResponse ofInterceptor(String connection, ConnectionResponse response) {
        FailureFamily family =
                switch (statuses.of(response.status())) {
                    case SUCCESS, DROP -> null;
                    case RETRY -> FailureFamily.TRANSIENT;
                    case AUTH -> FailureFamily.AUTH;
                    case PAYLOAD -> FailureFamily.PAYLOAD;
                };
        if (family != null) {
            String message = "connection " + connection + ": a middleware answered " + response.status();
            throw Failure.of(family, message, null, 1, connection);
        }
        return statuses.of(response.status()) == StatusPolicy.Meaning.DROP ? response.asDropped() : response;
    }

    /** For people: the beginning of the body, without secrets. Those are hidden before it is cut, which could halve one. */
    private String describe(ConnectionResponse response) {
        String whole = redaction.apply(response.text());
        String text = Redaction.hide(whole.substring(0, Math.min(whole.length(), LOOKED_AT)))
                .strip();
        String shown = text.length() > SHOWN_OF_BODY ? text.substring(0, SHOWN_OF_BODY) : text;
        String redirect = response.status() / 100 == 3 ? " (redirects are not followed)" : "";
        return "answered " + response.status() + redirect + (shown.isEmpty() ? "" : ": " + shown);
    }

    private Optional<Duration> retryAfter(ConnectionResponse response) {
        String text = response.headers().getOrDefault("retry-after", "").strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
