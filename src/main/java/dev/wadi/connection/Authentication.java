package dev.wadi.connection;

import dev.wadi.config.Secret;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connection proves who it is.
 *
 * @param type the kind of credentials
 * @param token the credentials; for {@link Type#BASIC} already base64 of {@code user:password}; null for none
 * @param header the header that carries them
 */
public record Authentication(Type type, @Nullable Secret token, String header) {

    /** The kind of credentials. */
    public enum Type {
        /** No credentials. */
        NONE,
        /** {@code Bearer <token>}. */
        BEARER,
        /** The token as it is. */
        API_KEY,
        /** {@code Basic <token>}. */
        BASIC;

        String defaultHeader() {
            return this == API_KEY ? "X-API-Key" : "Authorization";
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Authentication {
        if ((type == Type.NONE) != (token == null)) {
            throw new IllegalArgumentException("a token is needed for each type but 'none'");
        }
    }

    /** No credentials. */
    public static Authentication none() {
        return new Authentication(Type.NONE, null, Type.NONE.defaultHeader());
    }

    /** The value of the header, or nothing for no credentials. */
    Optional<String> headerValue() {
        return Optional.ofNullable(token).map(secret -> switch (type) {
            case NONE, API_KEY -> secret.value();
            case BEARER -> "Bearer " + secret.value();
            case BASIC -> "Basic " + secret.value();
        });
    }

    /** The text with the token hidden, should it be in there. */
    String redact(String text) {
        return token == null ? text : text.replace(token.value(), token.toString());
    }
}
