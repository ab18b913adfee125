package dev.wadi.connection.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs calls as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, time and body. Thread-safe. */
public final class Signer {

    /** What tells a message from every other, and is the same on each attempt. */
    public static final String ID = "webhook-id";
    /** When the attempt was made, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";
    /** The signatures, with spaces between. */
    public static final String SIGNATURE = "webhook-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private final List<SecretKeySpec> keys;
    private final Clock clock;

    /**
     * The signature of one attempt.
     *
     * @param timestamp the value of {@link #TIMESTAMP}
     * @param signatures the value of {@link #SIGNATURE}
     */
    public record Signature(String timestamp, String signatures) {}

    public Signer(Signing signing, Clock clock) {
        this.keys = Stream.concat(Stream.of(signing.secret()), signing.previous().stream())
                .map(secret -> new SecretKeySpec(Signing.key(secret), ALGORITHM))
                .toList();
        this.clock = clock;
    }

    /**
     * The id of a call.
     *
     * @param idempotencyKey what tells the call from others; null where it is not known, and a new id is made up
     * @return without a full stop, which would make it ambiguous what was signed
     */
    public static String id(@Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return UUID.randomUUID().toString();
        }
        return PLAIN.matcher(idempotencyKey).matches()
                ? idempotencyKey
                : UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    /** Signs one attempt: of this moment. */
    public Signature sign(String id, byte @Nullable [] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        return new Signature(
                timestamp,
                keys.stream().map(key -> "v1," + hmac(key, head, body)).collect(Collectors.joining(" ")));
    }

    private static String hmac(SecretKeySpec key, byte[] head, byte @Nullable [] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(body == null ? mac.doFinal() : mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has " + ALGORITHM, e);
        }
    }
}
