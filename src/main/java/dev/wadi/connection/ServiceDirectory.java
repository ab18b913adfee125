package dev.wadi.connection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the instances of services for connections whose address is {@code service://name}. Thread-safe, never blocks. */
@FunctionalInterface
public interface ServiceDirectory {

    /**
     * The instances of a service that can be called now.
     *
     * @return in the order in which they are to be tried; empty if nobody knows the service; fails if nobody could be asked
     */
    CompletionStage<List<ServiceAddress>> find(String service);

    /** Knows no service. */
    static ServiceDirectory none() {
        return service -> CompletableFuture.completedFuture(List.of());
    }
}
