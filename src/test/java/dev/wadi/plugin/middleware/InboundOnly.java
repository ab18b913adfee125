package dev.wadi.plugin.middleware;

import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Middleware for requests that come in. */
record InboundOnly(MiddlewarePlugin behind) implements MiddlewarePlugin {

    @Override
    public String name() {
        return behind.name();
    }

    @Override
    public Set<HttpRequest.Side> sides() {
        return Set.of(HttpRequest.Side.INBOUND);
    }

    @Override
    public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) throws Exception {
        return behind.processRequest(request, next);
    }
}
