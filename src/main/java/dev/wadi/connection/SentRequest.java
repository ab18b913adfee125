package dev.wadi.connection;

import dev.wadi.connection.auth.Proof;
import java.time.Duration;
import java.util.Optional;

/**
 * What one attempt sends.
 *
 * @param request what its caller asked for
 * @param proof what shows who makes it
 * @param timeout how long the attempt may take
 */
record SentRequest(ConnectionRequest request, Optional<Proof> proof, Duration timeout) {

    boolean isSafeToRepeat() {
        return request.isSafeToRepeat();
    }
}
