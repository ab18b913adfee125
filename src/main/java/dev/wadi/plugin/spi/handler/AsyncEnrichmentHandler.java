package dev.wadi.plugin.spi.handler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** A handler that waits for something, such as a connection's answer, and holds no thread meanwhile. */
public interface AsyncEnrichmentHandler extends EnrichmentHandler {

    /**
     * Begins to handle one message, without blocking.
     *
     * @return what comes out of it; never null, and neither is its value. Where it fails, {@link #enrich} says what
     *     becomes of the message; past the step's {@code timeout} it fails too
     */
    CompletionStage<EnrichmentResult> enrichAsync(EnrichmentContext context) throws Exception;

    @Override
    default EnrichmentResult enrich(EnrichmentContext context) throws Exception {
        CompletableFuture<EnrichmentResult> pending = enrichAsync(context).toCompletableFuture();
        try {
            return pending.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
