package dev.wadi.connection.auth;

import dev.wadi.config.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The secrets that calls are signed with, as Standard Webhooks has it.
 *
 * @param secret the secret: base64 of 24 to 64 bytes, with or without {@code whsec_} before it
 * @param previous the one before, while receivers change over: what is sent bears both signatures
 */
public record Signing(Secret secret, Optional<Secret> previous) {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    public Signing {
        if (!Stream.concat(Stream.of(secret), previous.stream()).allMatch(Signing::isPossible)) {
            throw new IllegalArgumentException("a secret must be whsec_ and base64 of 24 to 64 bytes");
        }
    }

    static boolean isPossible(Secret secret) {
        try {
            int length = key(secret).length;
            return length >= MIN_BYTES && length <= MAX_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The bytes of a secret. */
    static byte[] key(Secret secret) {
        String text = secret.value();
        return Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }
}
