package dev.wadi.fake;

import dev.wadi.plugin.handler.HandledMessage;
import dev.wadi.plugin.handler.HandlerEnd;
import dev.wadi.plugin.handler.HandlerFinder;
import dev.wadi.plugin.handler.HandlerStep;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.record.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message that is given to a handler, and what becomes of it. */
public final class HandledOnce implements HandlerEnd {

    /** Where only plugins are found. */
    public static final HandlerFinder PLUGINS_ONLY = new HandlerFinder() {
        @Override
        public Optional<Object> bean(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Class<?>> type(String name) {
            return Optional.empty();
        }
    };

    private final CompletableFuture<EnrichmentResult> told = new CompletableFuture<>();

    private HandledOnce() {}

    /** What the step's handler makes of a message without fields; throws what it fails with. */
    public static EnrichmentResult by(HandlerStep step) {
        return by(step, Map.of());
    }

    /** What the step's handler makes of a message with these fields; throws what it fails with. */
    public static EnrichmentResult by(HandlerStep step, Map<String, @Nullable Object> fields) {
        HandledOnce end = new HandledOnce();
        step.handle(
                new HandledMessage(fields, () -> fields, new ConcurrentHashMap<>(), call -> call, Runnable::run), end);
        return end.told.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void ended(EnrichmentResult result, boolean here) {
        told.complete(result);
    }

    @Override
    public void failed(Failure failure, boolean here) {
        told.completeExceptionally(failure);
    }
}
