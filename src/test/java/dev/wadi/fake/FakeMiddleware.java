package dev.wadi.fake;

import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Middleware that does what a test wants. */
public record FakeMiddleware(String name, int middlewarePriority, boolean refusesWhenFailing, Work work)
        implements MiddlewarePlugin {

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        @Nullable
        CompletionStage<HttpAnswer> process(HttpRequest request, Next next) throws Exception;
    }

    public FakeMiddleware(String name, int priority, Work work) {
        this(name, priority, false, work);
    }

    @Override
    @SuppressWarnings("NullAway") // a test may want it to return null, as plugins do
    public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) throws Exception {
        return work.process(request, next);
    }
}
