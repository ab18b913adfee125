package dev.wadi.connection.auth;

import dev.wadi.config.Secret;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** How a connection proves who it is, as it is configured. */
public sealed interface Authentication {

    /** The header that carries credentials unless configured otherwise. */
    String DEFAULT_HEADER = "Authorization";

    /** No credentials. */
    record None() implements Authentication {}

    /**
     * A token that is given.
     *
     * @param scheme what stands before it
     * @param token the token; for {@link Scheme#BASIC} already base64 of {@code user:password}
     * @param header the header that carries it
     */
    record Token(Scheme scheme, Secret token, String header) implements Authentication {

        /** The same in the scheme's own header. */
        public Token(Scheme scheme, Secret token) {
            this(scheme, token, scheme.header());
        }

        /** What the header says. */
        public Proof proof() {
            return new Proof(header, scheme.before() + token.value());
        }
    }

    /**
     * A token that is fetched with a client's credentials (RFC 6749, section 4.4).
     *
     * @param clientId the client
     * @param clientSecret its secret
     * @param tokenUrl where tokens are given out
     * @param scope what the token is to be good for, if that is to be said
     * @param audience whom it is for, if that is to be said
     * @param inBody whether the credentials go into the body of the request for a token, instead of its header
     * @param header the header that carries the token
     */
    record ClientCredentials(
            String clientId,
            Secret clientSecret,
            URI tokenUrl,
            Optional<String> scope,
            Optional<String> audience,
            boolean inBody,
            String header)
            implements Authentication {}

    /** What stands before a token. */
    enum Scheme {
        /** {@code Bearer <token>}. */
        BEARER,
        /** The token as it is. */
        API_KEY,
        /** {@code Basic <token>}. */
        BASIC;

        String header() {
            return this == API_KEY ? "X-API-Key" : DEFAULT_HEADER;
        }

        String before() {
            return switch (this) {
                case BEARER -> "Bearer ";
                case API_KEY -> "";
                case BASIC -> "Basic ";
            };
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No credentials. */
    static Authentication none() {
        return new None();
    }
}
