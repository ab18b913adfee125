package dev.wadi.connection;

import java.util.concurrent.CompletionStage;

/**
 * Stands around the calls of connections: around each call once, whatever its attempts, and before the connection adds
 * its headers and credentials. Thread-safe, never blocks.
 */
@FunctionalInterface
public interface CallInterceptor {

    /** What it stands around. */
    @FunctionalInterface
    interface Call {
        CompletionStage<ConnectionResponse> make(ConnectionRequest request);
    }

    /**
     * Makes a call, or answers in its place.
     *
     * @param connection the connection's name; its address for one without a name
     * @return an answer of whatever status, which the connection judges; or fails with a {@link dev.wadi.record.Failure}, as {@link ConnectionClient#call} does
     */
    CompletionStage<ConnectionResponse> around(String connection, ConnectionRequest request, Call call);
}
