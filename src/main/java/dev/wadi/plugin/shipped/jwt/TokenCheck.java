package dev.wadi.plugin.shipped.jwt;

import dev.wadi.plugin.shipped.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens. Nothing that a token says of itself counts before its signature was checked, by the algorithm that is
 * configured and no other: so there is no {@code none}, and a public key is never taken for a secret. Thread-safe.
 */
final class TokenCheck {

    private static final int MAX_LENGTH = 16_384;
    private static final int PARTS = 3;
    /** Seconds until the year 9999: beyond it no time can be meant. */
    private static final double LATEST = 253_402_300_799.0;

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private final TokenRules rules;
    private final Clock clock;

    TokenCheck(TokenRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    Verdict check(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != PARTS || !isSigned(parts)) {
            return new Verdict.Refused("the token is malformed, or its signature is not valid");
        }
        Optional<Map<String, @Nullable Object>> claims = object(parts[1]);
        if (claims.isEmpty()) {
            return new Verdict.Refused("the token's claims can't be read");
        }
        return Stream.of(time(claims.get()), parties(claims.get()))
                .flatMap(Optional::stream)
                .<Verdict>map(Verdict.Refused::new)
                .findFirst()
                .orElseGet(() -> enough(claims.get()));
    }

    private boolean isSigned(String[] parts) {
        Optional<Map<String, @Nullable Object>> header = object(parts[0]);
        if (header.isEmpty()
                || !rules.algorithm().name().equals(header.get().get("alg"))
                || header.get().containsKey("crit")) { // extensions that must be understood: we know none
            return false;
        }
        byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return bytes(parts[2])
                .filter(signature -> rules.algorithm().verifies(rules.key(), signed, signature))
                .isPresent();
    }

    /** What is wrong with its times. */
    private Optional<String> time(Map<String, @Nullable Object> claims) {
        Optional<Instant> expires = instant(claims.get("exp"));
        if (expires.isEmpty()) {
            return Optional.of("the token has no time at which it expires (exp)");
        }
        Instant now = clock.instant();
        if (!now.minus(rules.leeway()).isBefore(expires.get())) {
            return Optional.of("the token has expired");
        }
        Optional<Instant> issued = instant(claims.get("iat"));
        Instant latest = now.plus(rules.leeway());
        if (isLater(claims, "nbf", latest) || isLater(claims, "iat", latest)) {
            return Optional.of("the token is not valid yet");
        }
        Duration lifetime = Duration.between(issued.orElse(now), expires.get());
        return lifetime.compareTo(rules.maxLifetime().plus(rules.leeway())) > 0
                ? Optional.of("the token is valid for longer than is accepted")
                : Optional.empty();
    }

    private static boolean isLater(Map<String, @Nullable Object> claims, String claim, Instant latest) {
        return claims.containsKey(claim)
                && instant(claims.get(claim))
                        .filter(time -> !time.isAfter(latest))
                        .isEmpty();
    }

    /** What is wrong with whom it is from and for. */
    private Optional<String> parties(Map<String, @Nullable Object> claims) {
        if (rules.issuer().filter(issuer -> !issuer.equals(claims.get("iss"))).isPresent()) {
            return Optional.of("the token is from another issuer");
        }
        boolean forAnother = rules.audience()
                .filter(audience -> !values(claims.get("aud"), false).contains(audience))
                .isPresent();
        return forAnother ? Optional.of("the token is for another audience") : Optional.empty();
    }

    private Verdict enough(Map<String, @Nullable Object> claims) {
        for (Map.Entry<String, Set<String>> required : rules.requiredClaims().entrySet()) {
            List<String> has = values(claims.get(required.getKey()), true);
            if (required.getValue().stream().noneMatch(has::contains)) {
                return new Verdict.Forbidden(required.getKey());
            }
        }
        return new Verdict.Accepted(claims);
    }

    /** The values of a claim, which may be one or a list; of a scope also those in a text with blanks between. */
    private static List<String> values(@Nullable Object claim, boolean split) {
        return switch (claim) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case String text when split -> Arrays.asList(text.split(" ", -1));
            case Object one -> List.of(one.toString());
        };
    }

    private static Optional<Instant> instant(@Nullable Object seconds) {
        return seconds instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= LATEST
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    private static Optional<Map<String, @Nullable Object>> object(String base64) {
        return bytes(base64).flatMap(json -> JsonText.object(new String(json, StandardCharsets.UTF_8)));
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(BASE64.decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
