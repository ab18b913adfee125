package dev.wadi.plugin.shipped.jwt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came out of checking a token. */
sealed interface Verdict {

    /**
     * The token is good.
     *
     * @param claims what it says
     */
    record Accepted(Map<String, @Nullable Object> claims) implements Verdict {

        /** Whom it is about; empty if it does not say. */
        String subject() {
            Object subject = claims.get("sub");
            return subject instanceof String text ? text : "";
        }
    }

    /**
     * The token is no good.
     *
     * @param reason why, in words that tell nothing of the key
     */
    record Refused(String reason) implements Verdict {}

    /**
     * The token is good, but not enough.
     *
     * @param claim the claim that lacks a value
     */
    record Forbidden(String claim) implements Verdict {}
}
