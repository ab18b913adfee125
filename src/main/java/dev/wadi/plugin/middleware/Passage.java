package dev.wadi.plugin.middleware;

import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import java.net.HttpURLConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through one middleware. The middleware may take its time limit before it goes on, and again once
 * what comes after it has answered. Whatever it does, the request gets an answer.
 */
final class Passage {

    private final PassageEnvironment environment;
    private final Link link;
    private final HttpRequest request;
    private final Next next;
    private final CompletableFuture<HttpAnswer> result = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable CompletableFuture<HttpAnswer> answerOfNext;
    private boolean settled;
    private boolean inside;
    private boolean hanging;
    private Runnable stopWatch = () -> {};

    Passage(PassageEnvironment environment, Link link, HttpRequest request, Next next) {
        this.environment = environment;
        this.link = link;
        this.request = request;
        this.next = next;
    }

    CompletionStage<HttpAnswer> start() {
        if (link.hangsTooOften()) {
            fail(new TimeoutException(Link.MAX_HANGING + " requests hang in it"));
            return result;
        }
        watch();
        try {
            environment.executor().execute(this::run);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
        return result;
    }

    private void run() {
        synchronized (this) {
            if (settled) {
                return;
            }
            inside = true;
        }
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(link.middleware().getClass().getClassLoader());
        try {
            @Nullable CompletionStage<HttpAnswer> stage = link.middleware().processRequest(request, this::proceed);
            if (stage == null) {
                fail(new NullPointerException("it returned null"));
            } else {
                var unused = stage.whenComplete(this::returned);
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            fail(e);
        } finally {
            thread.setContextClassLoader(before);
            leave();
        }
    }

    private synchronized void leave() {
        inside = false;
        if (hanging) {
            hanging = false;
            link.hangs(false);
        }
    }

    /** The middleware goes on. */
    private CompletionStage<HttpAnswer> proceed(HttpRequest changed) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        synchronized (this) {
            if (settled || answerOfNext != null) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException(settled ? "the time is over" : "a request goes on only once"));
            }
            answerOfNext = answer;
            stopWatch.run();
        }
        goOn(changed, answer);
        return answer;
    }

    private void goOn(HttpRequest changed, CompletableFuture<HttpAnswer> answer) {
        var unused = ask(changed).whenComplete((given, thrown) -> {
            watch();
            if (thrown == null) {
                answer.complete(given);
            } else {
                answer.completeExceptionally(unwrap(thrown));
            }
        });
    }

    private CompletionStage<HttpAnswer> ask(HttpRequest asked) {
        try {
            return next.proceed(asked);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The middleware has answered, or failed to. */
    private void returned(@Nullable HttpAnswer answer, @Nullable Throwable thrown) {
        CompletableFuture<HttpAnswer> given = answerOfNext();
        if (thrown != null) {
            if (given != null && given.isCompletedExceptionally() && given.exceptionNow() == unwrap(thrown)) {
                passOn(given);
            } else {
                fail(unwrap(thrown));
            }
        } else if (answer == null) {
            fail(new NullPointerException("it answered null"));
        } else if (given != null && !given.isDone()) {
            fail(new IllegalStateException("it answered while its request was under way"));
        } else {
            succeed(answer);
        }
    }

    /** The failure of what comes after the middleware is none of its own. */
    private void passOn(CompletableFuture<HttpAnswer> given) {
        if (settle()) {
            end(given);
        }
    }

    private void succeed(HttpAnswer answer) {
        if (settle()) {
            end(CompletableFuture.completedFuture(answer));
        }
    }

    /** Whether it is now that the outcome is decided, and not before. */
    private synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    private synchronized @Nullable CompletableFuture<HttpAnswer> answerOfNext() {
        return answerOfNext;
    }

    private void expired() {
        boolean over;
        synchronized (this) {
            over = settled || (answerOfNext != null && !answerOfNext.isDone());
            if (!over && inside) {
                hanging = true;
                link.hangs(true);
            }
        }
        if (!over) {
            fail(new TimeoutException(
                    "it was not done after " + environment.limit().toMillis() + " ms"));
        }
    }

    private void fail(Throwable thrown) {
        if (!settle()) {
            return;
        }
        CompletableFuture<HttpAnswer> given = answerOfNext();
        environment.failed(link.plugin());
        link.failed(thrown, given == null);
        if (given != null) {
            end(given);
        } else if (link.guards()) {
            end(CompletableFuture.completedFuture(HttpAnswer.text(
                    HttpURLConnection.HTTP_INTERNAL_ERROR, "The request could not be checked, and is refused\n")));
        } else {
            end(ask(request));
        }
    }

    private void end(CompletionStage<HttpAnswer> outcome) {
        var unused = outcome.whenComplete((answer, thrown) -> {
            synchronized (this) {
                stopWatch.run();
            }
            if (thrown == null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(unwrap(thrown));
            }
        });
    }

    private synchronized void watch() {
        if (!settled) {
            stopWatch = environment.atLimit(this::expired);
        }
    }

    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
