package dev.wadi.connection;

import dev.wadi.connection.egress.EgressGate;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A named connection over one HTTP client of its own. Each attempt goes through the egress gate and the circuit breaker;
 * the only place where a call is tried again. Thread-safe, never blocks.
 */
final class HttpConnection implements ConnectionClient, AutoCloseable {

    private final ConnectionConfig config;
    private final HttpRuntime runtime;
    private final EgressGate gate;
    private final Targets targets;
    private final HttpClient client;
    private final HttpRequests requests;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Set<HttpCall> underWay = ConcurrentHashMap.newKeySet();

    HttpConnection(ConnectionConfig config, HttpRuntime runtime) {
        this.config = config;
        this.runtime = runtime;
        this.gate = new EgressGate(
                runtime.resolver(), runtime.blocking(), config.transport().allowPrivate());
        this.targets = new Targets(config, runtime.hooks());
        this.client = runtime.vertx()
                .httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(
                                (int) Math.min(config.calls().timeout().toMillis(), Integer.MAX_VALUE))
                        .setForceSni(true))
                .with(new PoolOptions().setHttp1MaxSize(config.transport().maxConnections()))
                .withConnectHandler(
                        opened -> opened.exceptionHandler(broken -> {})) // or each break is logged: calls tell
                .build();
        this.requests = new HttpRequests(config);
        this.breaker = config.calls().breaker().breaker(config.name());
        runtime.hooks().watch(breaker);
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
                : interceptor.around(name(), request, changed -> start(new HttpCall(this, changed, options)));
    }

    /** Ends what is under way, calls that wait for their next attempt included, as transient failures. */
    @Override
    public void close() {
        client.close();
        underWay.forEach(call -> call.abort("connection " + config.name() + " is closed"));
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
            send(new HttpAttempt(runtime, request, timeout, listener), fixed, earlier, listener);
            return;
        }
        targets.next().whenComplete((target, unknown) -> {
            if (unknown == null) {
                HttpAttempt.Listener watching = targets.watching(target, listener);
                send(new HttpAttempt(runtime, request, timeout, watching), target, earlier, watching);
            } else {
                listener.failed(unknown);
            }
        });
    }

    private void send(HttpAttempt attempt, ServiceAddress target, int earlier, HttpAttempt.Listener listener) {
        gate.admit(target.host()).whenComplete((addresses, refused) -> {
            if (refused != null) {
                listener.failed(refused);
                return;
            }
            RequestOptions options;
            try {
                // A host's addresses take turns, so that a dead one does not use up all attempts.
                options = requests.options(
                        attempt.request(), target, addresses.get(earlier % addresses.size()), attempt.timeout());
            } catch (Failure e) {
                listener.failed(e);
                return;
            } catch (RuntimeException e) { // or nobody would ever hear of the call
                listener.failed(Failure.payload("the request can't be made: " + e.getMessage(), e));
                return;
            }
            attempt.send(client, options);
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
                yield Failure.of(failure.family(), message, failure.getCause(), attempts, name());
            }
            case CallNotPermittedException open ->
                Failure.of(
                        FailureFamily.CIRCUIT_OPEN,
                        call + "was not tried: the circuit breaker is open",
                        open,
                        attempts,
                        name());
            case Failure failure ->
                Failure.of(
                        failure.family(),
                        call + "is not possible: " + failure.getMessage(),
                        failure.getCause(),
                        attempts,
                        name());
            case Throwable other ->
                // Nothing that the payload could be blamed for, such as a connection that was closed meanwhile.
                Failure.of(
                        FailureFamily.TRANSIENT,
                        call + "failed: " + DeadLetter.describe(other),
                        other,
                        attempts,
                        name());
        };
    }

    private static Throwable unwrap(Throwable thrown) {
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
