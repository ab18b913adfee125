package dev.wadi.plugin.middleware;

import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request to the application's HTTP server on its way through the middleware to the routes, and back. */
final class InboundCall {

    private final long started = System.nanoTime();
    private final RoutingContext call;
    private final Context context;
    private final PassageEnvironment environment;
    private final Map<String, String> shownHeaders;
    private final CompletableFuture<HttpAnswer> answerOfRoute = new CompletableFuture<>();
    private final CompletableFuture<HttpAnswer> answerOfMiddleware = new CompletableFuture<>();
    private volatile boolean passedOn;

    InboundCall(RoutingContext call, PassageEnvironment environment) {
        this.call = call;
        this.context = call.vertx().getOrCreateContext(); // the request's own, on whose thread we are
        this.environment = environment;
        this.shownHeaders = HeaderChanges.shown(call.request().headers());
    }

    /** How long it has taken until now. */
    long nanos() {
        return System.nanoTime() - started;
    }

    void pass(MiddlewareChain chain) {
        HttpRequest request = new HttpRequest(
                HttpRequest.Side.INBOUND,
                String.valueOf(call.request().localAddress()),
                call.request().method().name(),
                call.request().uri(),
                shownHeaders,
                new byte[0]);
        var unused = chain.pass(request, this::toRoute).whenComplete((answer, thrown) -> {
            if (thrown == null) {
                answerOfMiddleware.complete(answer);
            } else {
                answerOfMiddleware.completeExceptionally(thrown);
            }
            if (!passedOn) {
                onEventLoop(() -> answerInstead(answer));
            }
        });
    }

    private void onEventLoop(Runnable work) {
        context.runOnContext(here -> {
            try {
                work.run();
            } catch (RuntimeException e) { // of what a middleware has made of it: the caller must have an answer
                call.fail(HttpURLConnection.HTTP_INTERNAL_ERROR, e);
            }
        });
    }

    private CompletionStage<HttpAnswer> toRoute(HttpRequest changed) {
        passedOn = true;
        onEventLoop(() -> {
            if (call.response().closed()) {
                return;
            }
            HeaderChanges.apply(shownHeaders, changed.headers(), call.request().headers());
            call.addHeadersEndHandler(sending -> beforeAnswer());
            call.next();
            call.request().resume(); // not before somebody is there for the body
        });
        return answerOfRoute;
    }

    /** The middleware has answered itself; the route never sees the request. */
    private void answerInstead(@Nullable HttpAnswer answer) {
        HttpServerResponse response = call.response();
        if (response.closed() || response.ended()) {
            return;
        }
        call.request().resume(); // what the caller still sends is read and dropped
        if (answer == null) {
            response.setStatusCode(HttpURLConnection.HTTP_INTERNAL_ERROR).end();
            return;
        }
        response.setStatusCode(answer.status());
        HeaderChanges.apply(Map.of(), answer.headers(), response.headers());
        response.end(Buffer.buffer(answer.body()));
    }

    /** The headers are about to be sent: the last moment at which the middleware can change them. */
    private void beforeAnswer() {
        HttpServerResponse response = call.response();
        Map<String, String> shown = HeaderChanges.shown(response.headers());
        HttpAnswer given = new HttpAnswer(response.getStatusCode(), shown, new byte[0]);
        try {
            environment.executor().execute(() -> answerOfRoute.complete(given));
            // A thread of its own, since a middleware that hangs here must not hold up other requests for ever.
            HttpAnswer changed = answerOfMiddleware.get(2 * environment.limit().toMillis(), TimeUnit.MILLISECONDS);
            response.setStatusCode(changed.status());
            HeaderChanges.apply(shown, changed.headers(), response.headers());
        } catch (TimeoutException | ExecutionException | RuntimeException e) {
            // Counted and logged where it failed; the answer is sent as it is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It has ended, if not with an answer then without one. */
    void over() {
        if (!answerOfRoute.isDone()) {
            answerOfRoute.completeExceptionally(new IllegalStateException("the caller was gone before the answer"));
        }
    }
}
