package dev.wadi.connection.auth;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.secret.LiveSecrets;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A token that was fetched, and how long it is good for. */
final class AccessToken {

    /** How long a token is taken to be good for whose answer does not say. */
    static final Duration UNSAID = Duration.ofMinutes(5);
    /** How long before its end the next one is fetched, at most; a tenth of a short life. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private static final long MAX_LIFE_SECONDS = Duration.ofDays(365).toSeconds();

    private final Proof proof;
    private final String secret;
    private final Instant due;
    private final Instant end;
    private final CompletionStage<Optional<Proof>> ready;

    private AccessToken(String header, String secret, Instant now, Duration life) {
        this.proof = new Proof(header, "Bearer " + secret);
        this.secret = secret;
        LiveSecrets.all().add(secret);
        Duration tenth = life.dividedBy(10);
        this.end = now.plus(life);
        this.due = end.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
        this.ready = CompletableFuture.completedStage(Optional.of(proof));
    }

    /**
     * Reads the answer of a token endpoint (RFC 6749, section 5.1).
     *
     * @param header the header that is to carry the token
     * @param asked when it was asked for: its life is counted from then
     * @throws Failure (transient) if the answer is none; no part of it is shown, since it may hold a token
     */
    static AccessToken read(byte[] answer, String header, Instant asked) {
        Map<?, ?> fields = fields(answer);
        if (!(fields.get("access_token") instanceof String token) || !isFit(token)) {
            throw wrong("holds no access_token that fits into a header");
        }
        Object type = fields.get("token_type");
        if (type instanceof String text && !text.equalsIgnoreCase("bearer")) {
            throw wrong("gives a token that is not of the type Bearer");
        }
        return new AccessToken(header, token, asked, life(fields.get("expires_in")));
    }

    private static Map<?, ?> fields(byte[] answer) {
        try {
            if (Json.value(answer) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (Failure e) { // not as the cause: its text shows what it found
            throw wrong("is no JSON");
        }
        throw wrong("is no JSON object");
    }

    private static Failure wrong(String what) {
        return Failure.of(FailureFamily.TRANSIENT, "the answer of the token endpoint " + what, null, 1);
    }

    private static boolean isFit(String token) {
        return !token.isBlank() && token.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static Duration life(@Nullable Object seconds) {
        try {
            long given = new BigDecimal(String.valueOf(seconds)).longValue();
            return given > 0 ? Duration.ofSeconds(Math.min(given, MAX_LIFE_SECONDS)) : UNSAID;
        } catch (NumberFormatException e) {
            return UNSAID;
        }
    }

    Proof proof() {
        return proof;
    }

    String secret() {
        return secret;
    }

    boolean isGoodAt(Instant when) {
        return when.isBefore(end);
    }

    /** Whether it is time for the next one. */
    boolean isDueAt(Instant when) {
        return !when.isBefore(due);
    }

    CompletionStage<Optional<Proof>> ready() {
        return ready;
    }
}
