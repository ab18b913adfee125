package dev.wadi.connection;

import dev.wadi.connection.auth.Proof;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Refusal refusal;
    private final CompletableFuture<ConnectionResponse> answer = new CompletableFuture<>();

    /**
     * By what the breaker goes that waits to hear of an attempt: it must, or it would stay half open for ever. Each state
     * that lets calls through has metrics of its own.
     */
    private final AtomicReference<CircuitBreaker.@Nullable Metrics> permission = new AtomicReference<>();

    // Attempts follow each other, so no two threads are here at once.
    private Retry.@Nullable AsyncContext<ConnectionResponse> retries;
    private int attempts;
    private Optional<Proof> carried = Optional.empty();
    private boolean renewed;
    private long started; // by the breaker's clock
    private long began;

    /** Decides what becomes of a call whose credentials were refused for good. */
    @FunctionalInterface
    interface Refusal {

        /** It is so. */
        Refusal FINAL = CompletableFuture::completeExceptionally;

        /** Ends the call, now or later. */
        void refused(CompletableFuture<ConnectionResponse> answer, Failure failure);
    }

    HttpCall(HttpConnection connection, ConnectionRequest request, CallOptions options, Refusal refusal) {
        this.connection = connection;
        this.request = request;
        this.options = options;
        this.refusal = refusal;
        this.breaker = options.circuitBreaker() ? connection.breaker() : null;
    }

    CompletableFuture<ConnectionResponse> answer() {
        return answer;
    }

    /** Makes the first attempt, or the next, once the rate limit allows. */
    void attempt() {
        if (breaker != null && connection.rate().isSet() && breaker.getState() == CircuitBreaker.State.OPEN) {
            giveUpOrRepeat(CallNotPermittedException.createCallNotPermittedException(breaker)); // takes nobody's turn
            return;
        }
        Optional<Duration> wait = connection.rate().reserve();
        if (wait.isEmpty()) {
            giveUp(AttemptFailed.here("was not sent: the wait for the rate limit would be too long"));
        } else if (wait.get().isZero()) {
            start();
        } else {
            schedule(this::start, wait.get(), AttemptFailed.here("was not sent: the connection is closed"));
        }
    }

    private void start() {
        if (answer.isDone()) { // aborted while it waited
            return;
        }
        if (breaker != null) {
            if (!breaker.tryAcquirePermission()) {
                giveUpOrRepeat(CallNotPermittedException.createCallNotPermittedException(breaker));
                return;
            }
            permission.set(breaker.getMetrics());
            started = breaker.getCurrentTimestamp();
        }
        began = System.nanoTime();
        ConnectionMeters meters = connection.meters();
        if (attempts > 0 && meters != null) {
            meters.retried(connection.name());
        }
        connection.attempt(request, options, attempts++, this);
    }

    /** Hears what an attempt carries. */
    void carries(Optional<Proof> proof) {
        carried = proof;
    }

    @Override
    public void answered(ConnectionResponse response) {
        ConnectionMeters meters = connection.meters();
        if (meters != null) {
            meters.answered(connection.name(), response, System.nanoTime() - began);
        }
        if (breaker != null && waits(breaker)) {
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
        ConnectionMeters meters = connection.meters();
        if (meters != null) {
            meters.failed(connection.name(), thrown, System.nanoTime() - began);
        }
        if (breaker != null && waits(breaker)) {
            if (AttemptFailed.sign(thrown) == AttemptFailed.Sign.NONE) {
                breaker.releasePermission();
            } else {
                breaker.onError(breaker.getCurrentTimestamp() - started, breaker.getTimestampUnit(), thrown);
            }
        }
        giveUpOrRepeat(thrown);
    }

    /** Whether the breaker waits for it still: what began before it changed its state is no trial of whether it may close. */
    private boolean waits(CircuitBreaker of) {
        CircuitBreaker.Metrics taken = permission.getAndSet(null);
        return taken != null && taken == of.getMetrics();
    }

    private void giveUpOrRepeat(Throwable thrown) {
        if (retries == null) {
            retries = connection.retry(options).asyncContext();
        }
        long wait = retries.onError(thrown);
        if (wait >= 0 && !answer.isDone()) {
            schedule(this::attempt, Duration.ofMillis(wait), thrown);
        } else {
            giveUp(thrown);
        }
    }

    /** @param otherwise why the call is given up, if it can't go on: it was closed meanwhile */
    private void schedule(Runnable next, Duration wait, Throwable otherwise) {
        try {
            var unused = connection.scheduler().schedule(next, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            giveUp(otherwise);
        }
    }

    private void giveUp(Throwable thrown) {
        connection.ended(this);
        Failure failure = connection.givenUp(request, thrown, attempts);
        if (failure.family() == FailureFamily.AUTH) {
            refusal.refused(answer, failure);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /** Ends the call where it is, as a transient failure. */
    void abort(String why) {
        if (breaker != null && waits(breaker)) {
            breaker.releasePermission();
        }
        connection.ended(this);
        answer.completeExceptionally(Failure.of(FailureFamily.TRANSIENT, why, null, 1));
    }
}
