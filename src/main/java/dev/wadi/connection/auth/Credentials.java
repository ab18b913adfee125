package dev.wadi.connection.auth;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the calls of a connection carry to prove who makes them. Thread-safe, never blocks. */
public interface Credentials {

    /**
     * What the next attempt is to carry; nothing where there are no credentials. Fails with a {@link
     * dev.wadi.record.Failure}: transient if they can't be had now, auth if they are refused to us.
     */
    CompletionStage<Optional<Proof>> next();

    /**
     * Hears that a server refused what an attempt carried.
     *
     * @return whether {@link #next} gives something else now, so that another attempt makes sense
     */
    boolean refused(Proof proof);

    /** The text with all secrets hidden that are in there. */
    String redact(String text);

    /** No credentials. */
    static Credentials none() {
        return new Fixed(Optional.empty(), "");
    }

    /** A token that is given. */
    static Credentials of(Authentication.Token token) {
        return new Fixed(Optional.of(token.proof()), token.token().value());
    }

    /** Those that never change. */
    final class Fixed implements Credentials {

        private final CompletionStage<Optional<Proof>> proof;
        private final String secret;

        private Fixed(Optional<Proof> proof, String secret) {
            this.proof = CompletableFuture.completedStage(proof);
            this.secret = secret;
        }

        @Override
        public CompletionStage<Optional<Proof>> next() {
            return proof;
        }

        @Override
        public boolean refused(Proof refused) {
            return false;
        }

        @Override
        public String redact(String text) {
            return secret.isEmpty() ? text : text.replace(secret, "***");
        }
    }
}
