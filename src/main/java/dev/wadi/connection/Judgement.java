package dev.wadi.connection;

import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.record.FailureFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What an answer means for its call.
 *
 * @param statuses what its status means
 * @param clock reads a {@code Retry-After} that names a date
 */
record Judgement(StatusPolicy statuses, Clock clock) {

    private static final int SHOWN_OF_BODY = 200;

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

    /** The same, marked as dropped if its status says so. */
    ConnectionResponse marked(ConnectionResponse response) {
        return statuses.of(response.status()) == StatusPolicy.Meaning.DROP ? response.asDropped() : response;
    }

    private static String describe(ConnectionResponse response) {
        String text = response.text().strip();
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
