package dev.wadi.connection;

import dev.wadi.connection.limit.RateLimit;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A named connection over one HTTP client of its own. Each attempt goes through the egress gate and the circuit breaker;
 * the only place where a call is tried again. Thread-safe, never blocks.
 */
final class HttpConnection implements ConnectionClient, AutoCloseable {

    private final ConnectionConfig config;
    private final HttpRuntime runtime;
    private final Targets targets;
    private final HttpClient client;
    private final AttemptContext shared;
    private final HttpRequests requests;
    private final RateLimit rate;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Set<HttpCall> underWay = ConcurrentHashMap.newKeySet();

    HttpConnection(ConnectionConfig config, HttpRuntime runtime) {
        this.config = config;
        this.runtime = runtime;
        this.targets = new Targets(config, runtime.hooks());
        this.client = config.transport().open(runtime.vertx(), config.calls().timeout());
        this.shared = AttemptContext.of(config, runtime, client);
        this.requests = shared.requests();
        this.rate = RateLimit.of(config.name(), config.calls().rate());
        this.breaker = config.calls().breaker().breaker(config.name());
        this.retry = retry(config.calls().retry().maxAttempts());
    }

    @Override
    public String name() {
        return config.name();
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Retry retry(CallOptions options) {
        return options.maxAttempts() == null ? retry : retry(options.maxAttempts());
    }

    private Retry retry(int maxAttempts) {
        return Retry.of(
                config.name(),
                RetryConfig.<ConnectionResponse>custom()
                        .maxAttempts(maxAttempts)
                        .retryOnException(HttpConnection::isRepeatable)
                        .intervalBiFunction(this::waitMillis)
                        .build());
    }

    @Nullable
    ConnectionMeters meters() {
        return runtime.hooks().meters();
    }

    /** How many calls are under way. */
    int active() {
        return underWay.size();
    }

    RateLimit rate() {
        return rate;
    }

    ScheduledExecutorService scheduler() {
        return runtime.scheduler();
    }

    @Override
    public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
        return call(request, CallOptions.CONFIGURED);
    }

    @Override
    public ConnectionClient with(CallOptions options) {
        return options.equals(CallOptions.CONFIGURED) ? this : new Tuned(options);
    }

    private CompletionStage<ConnectionResponse> call(ConnectionRequest request, CallOptions options) {
        CallInterceptor interceptor = runtime.hooks().interceptor();
        return interceptor == null
                ? start(new HttpCall(this, request, options))
                : interceptor
                        .around(name(), request, changed -> start(new HttpCall(this, changed, options)))
                        .thenApply(shared.judgement()::marked); // whatever came of the mark on its way
    }

    /** Ends what is under way, calls that wait for their next attempt included, as transient failures. */
    @Override
    public void close() {
        underWay.forEach(call -> call.abort("connection " + config.name() + " is closed"));
        client.close(); // after that, or the breaker would count what ends by it
    }

    private CompletionStage<ConnectionResponse> start(HttpCall call) {
        underWay.add(call);
        call.attempt();
        return call.answer();
    }

    void ended(HttpCall call) {
        underWay.remove(call);
    }

    /**
     * Starts an attempt.
     *
     * @param earlier how many attempts of the call were made before
     */
    void attempt(ConnectionRequest request, CallOptions options, int earlier, HttpAttempt.Listener listener) {
        Duration timeout = options.timeout() == null ? config.calls().timeout() : options.timeout();
        ServiceAddress fixed = targets.fixed();
        if (fixed != null) {
            HttpAttempt.start(shared, request, fixed, timeout, earlier, listener);
            return;
        }
        targets.next().whenComplete((target, unknown) -> {
            if (unknown == null) {
                HttpAttempt.start(shared, request, target, timeout, earlier, targets.watching(target, listener));
            } else {
                listener.failed(unknown);
            }
        });
    }

    private static boolean isRepeatable(Throwable thrown) {
        return switch (unwrap(thrown)) {
            case AttemptFailed failed -> failed.repeatable();
            case Failure failure -> failure.family() == FailureFamily.TRANSIENT; // of the gate: nothing was sent
            default -> false;
        };
    }

    private long waitMillis(int attempt, Either<Throwable, ConnectionResponse> outcome) {
        if (unwrap(outcome.getLeft()) instanceof AttemptFailed failed
                && failed.retryAfter().isPresent()) {
            return config.calls().retry().limit(failed.retryAfter().get()).toMillis();
        }
        return config.calls()
                .retry()
                .backoff(attempt, ThreadLocalRandom.current().nextDouble())
                .toMillis();
    }

    /** What a caller is told after its last attempt. */
    Failure givenUp(ConnectionRequest request, Throwable thrown, int attempts) {
        String call = "connection " + config.name() + ": " + requests.describe(request) + ' ';
        return switch (unwrap(thrown)) {
            case AttemptFailed failed -> {
                Failure failure = failed.failure();
                String message = config.authentication().redact(call + failure.getMessage());
                yield Failure.of(failure.family(), message, failure.getCause(), attempts);
            }
            case CallNotPermittedException open ->
                Failure.of(
                        FailureFamily.CIRCUIT_OPEN,
                        call + "was not tried: the circuit breaker is open",
                        open,
                        attempts);
            case Failure failure ->
                Failure.of(
                        failure.family(),
                        call + "is not possible: " + failure.getMessage(),
                        failure.getCause(),
                        attempts);
            case Throwable other ->
                // Nothing that the payload could be blamed for, such as a connection that was closed meanwhile.
                Failure.of(FailureFamily.TRANSIENT, call + "failed: " + DeadLetter.describe(other), other, attempts);
        };
    }

    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The connection as one caller wants it. */
    private final class Tuned implements ConnectionClient {

        private final CallOptions options;

        Tuned(CallOptions options) {
            this.options = options;
        }

        @Override
        public String name() {
            return config.name();
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            return HttpConnection.this.call(request, options);
        }
    }
}
