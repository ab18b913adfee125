package dev.wadi.plugin.middleware;

import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.concurrent.CompletionStage;

/**
 * The extension points for requests and answers, as the outermost middleware.
 *
 * @param extensions the points
 */
record PointsMiddleware(ExtensionHub extensions) implements MiddlewarePlugin {

    @Override
    public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
        return next.proceed(extensions.filter(ExtensionPoints.MIDDLEWARE_PRE_REQUEST, request))
                .thenApply(answer -> extensions.filter(ExtensionPoints.MIDDLEWARE_POST_RESPONSE, answer));
    }

    @Override
    public String name() {
        return "extension-points";
    }
}
