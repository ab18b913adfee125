package dev.wadi.plugin.shipped.jwt;

import java.security.Key;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token must be like. Its text hides the key.
 *
 * @param algorithm the one algorithm that is accepted, whatever a token says of itself
 * @param key the secret or the public key
 * @param issuer who must have made it
 * @param audience for whom it must be
 * @param maxLifetime how long after it was made it may be valid
 * @param leeway by how much clocks may differ
 * @param requiredClaims which values it must have, for each claim at least one of them
 */
record TokenRules(
        JwtAlgorithm algorithm,
        Key key,
        Optional<String> issuer,
        Optional<String> audience,
        Duration maxLifetime,
        Duration leeway,
        Map<String, Set<String>> requiredClaims) {

    TokenRules {
        requiredClaims = Map.copyOf(requiredClaims);
    }

    @Override
    public String toString() {
        return "TokenRules[" + algorithm + ']';
    }
}
