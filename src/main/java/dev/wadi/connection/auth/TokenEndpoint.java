package dev.wadi.connection.auth;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Where tokens are given out. */
@FunctionalInterface
public interface TokenEndpoint {

    /**
     * Sends a form.
     *
     * @param headers headers of the request
     * @param form the body, as {@code application/x-www-form-urlencoded}
     * @return the body of a 2xx answer; fails with a {@link dev.wadi.record.Failure}
     */
    CompletionStage<byte[]> post(Map<String, String> headers, byte[] form);
}
