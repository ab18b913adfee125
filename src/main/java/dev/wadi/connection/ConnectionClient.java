package dev.wadi.connection;

import java.util.concurrent.CompletionStage;

/** Calls one named connection. Thread-safe, never blocks. */
public interface ConnectionClient {

    /** The connection's name. */
    String name();

    /**
     * Sends a request, trying again as the connection is configured.
     *
     * @return the answer, whose status is a success (2xx unless configured otherwise); fails with a
     *     {@link dev.wadi.record.Failure} of the family that fits: transient (given up after the configured attempts),
     *     auth, payload (another 4xx), or circuit open
     */
    CompletionStage<ConnectionResponse> call(ConnectionRequest request);

    /** The same connection for calls that are made otherwise than configured. */
    default ConnectionClient with(CallOptions options) {
        return this;
    }
}
