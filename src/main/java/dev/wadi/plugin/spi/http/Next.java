package dev.wadi.plugin.spi.http;

import java.util.concurrent.CompletionStage;

/** What comes after a middleware: the other middleware, and at last the call itself. */
@FunctionalInterface
public interface Next {

    /** Goes on with a request; at most once for each call of the middleware. Never blocks. */
    CompletionStage<HttpAnswer> proceed(HttpRequest request);
}
