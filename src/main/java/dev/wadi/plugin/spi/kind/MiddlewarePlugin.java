package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A plugin through which HTTP requests pass: those to Wadi, and those that connections send. */
public interface MiddlewarePlugin extends StagelessPlugin {

    /**
     * Handles one request: changes it, answers it, or looks at the answer. Never blocks.
     *
     * @param next what comes after it
     * @return the answer. If this throws or returns null before it called {@code next}, the request goes on without it;
     *     afterwards, the answer of {@code next} counts. An inbound answer can be changed only before it is sent: at
     *     once when {@code next} completes.
     */
    CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) throws Exception;

    /** Its place in the chain: lower is further outside, and sees a request first and its answer last. */
    default int middlewarePriority() {
        return 100;
    }

    /** Which requests pass through it. */
    default Set<HttpRequest.Side> sides() {
        return Set.of(HttpRequest.Side.values());
    }

    /** Whether a request is refused when this fails, as it must be for one that guards: then it is answered with 500. */
    default boolean refusesWhenFailing() {
        return false;
    }
}
