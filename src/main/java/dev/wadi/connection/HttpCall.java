package dev.wadi.connection;

import dev.wadi.connection.auth.Proof;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a connection: its attempts, one after the other, each past the circuit breaker. Without the futures that
 * Resilience4j's decorators chain for each attempt: a call that succeeds at once, as nearly all do, costs one.
 */
final class HttpCall implements HttpAttempt.Listener {

    private final HttpConnection connection;
    private final ConnectionRequest request;
    private final CallOptions options;
    private final @Nullable CircuitBreaker breaker; // asked before each attempt, and told of its end
    private final CompletableFuture<ConnectionResponse> answer = new CompletableFuture<>();

    // Attempts follow each other, so no two threads are here at once.
    private Retry.@Nullable AsyncContext<ConnectionResponse> retries;
    private int attempts;
    private Optional<Proof> carried = Optional.empty();
    private boolean renewed;
    private long started;

    HttpCall(HttpConnection connection, ConnectionRequest request, CallOptions options) {
        this.connection = connection;
        this.request = request;
        this.options = options;
        this.breaker = options.circuitBreaker() ? connection.breaker() : null;
    }

    CompletableFuture<ConnectionResponse> answer() {
        return answer;
    }

    /** Makes the first attempt, or the next. */
    void attempt() {
        if (breaker != null) {
            if (!breaker.tryAcquirePermission()) {
                giveUpOrRepeat(CallNotPermittedException.createCallNotPermittedException(breaker));
                return;
            }
            started = breaker.getCurrentTimestamp();
        }
        connection.attempt(request, options, attempts++, this);
    }

    /** Hears what an attempt carries. */
    void carries(Optional<Proof> proof) {
        carried = proof;
    }

    @Override
    public void answered(ConnectionResponse response) {
        if (breaker != null) {
            breaker.onResult(breaker.getCurrentTimestamp() - started, breaker.getTimestampUnit(), response);
        }
        if (retries != null) {
            retries.onComplete();
        }
        connection.ended(this);
        answer.complete(response);
    }

    @Override
    public void failed(Throwable thrown) {
        if (!renewed && connection.renews(carried, thrown)) {
            renewed = true;
            connection.attempt(request, options, attempts - 1, this); // the same attempt: the server did nothing
            return;
        }
        if (breaker != null) {
            breaker.onError(breaker.getCurrentTimestamp() - started, breaker.getTimestampUnit(), thrown);
        }
        giveUpOrRepeat(thrown);
    }

    private void giveUpOrRepeat(Throwable thrown) {
        if (retries == null) {
            retries = connection.retry(options).asyncContext();
        }
        long wait = retries.onError(thrown);
        try {
            if (wait >= 0) {
                var unused = connection.scheduler().schedule(this::attempt, wait, TimeUnit.MILLISECONDS);
                return;
            }
        } catch (RejectedExecutionException e) {
            // closed meanwhile, so this was the last attempt
        }
        connection.ended(this);
        answer.completeExceptionally(connection.givenUp(request, thrown, attempts));
    }

    /** Ends the call where it is, as a transient failure. */
    void abort(String why) {
        answer.completeExceptionally(Failure.of(FailureFamily.TRANSIENT, why, null, 1));
    }
}
