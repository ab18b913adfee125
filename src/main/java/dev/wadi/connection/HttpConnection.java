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
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A named connection over one HTTP client of its own. Each attempt goes through the egress gate and the circuit breaker;
 * the only place where a call is tried again. Thread-safe, never blocks.
 */
final class HttpConnection implements ConnectionClient, AutoCloseable {

    private final ConnectionConfig config;
    private final HttpRuntime runtime;
    private final EgressGate gate;
    private final HttpClient client;
    private final HttpRequests requests;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Set<CompletableFuture<ConnectionResponse>> underWay = ConcurrentHashMap.newKeySet();

    HttpConnection(ConnectionConfig config, HttpRuntime runtime) {
        this.config = config;
        this.runtime = runtime;
        this.gate = new EgressGate(runtime.resolver(), runtime.blocking(), config.allowPrivate());
        this.client = runtime.vertx()
                .httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) Math.min(config.timeout().toMillis(), Integer.MAX_VALUE))
                        .setForceSni(true))
                .with(new PoolOptions().setHttp1MaxSize(config.maxConnections()))
                .build();
        this.requests = new HttpRequests(config);
        this.breaker = config.breaker().breaker(config.name());
        this.retry = Retry.of(
                config.name(),
                RetryConfig.<ConnectionResponse>custom()
                        .maxAttempts(config.retry().maxAttempts())
                        .retryOnException(HttpConnection::isRepeatable)
                        .intervalBiFunction(this::waitMillis)
                        .build());
    }

    @Override
    public String name() {
        return config.name();
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    @Override
    public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
        AtomicInteger attempts = new AtomicInteger();
        return tried(
                request, attempts, CircuitBreaker.decorateCompletionStage(breaker, () -> attempt(request, attempts)));
    }

    @Override
    public ConnectionClient withoutCircuitBreaker() {
        return new Unguarded();
    }

    /** Ends what is under way, calls that wait for their next attempt included, as transient failures. */
    @Override
    public void close() {
        client.close();
        String message = "connection " + config.name() + " is closed";
        underWay.forEach(answer -> answer.completeExceptionally(Failure.of(FailureFamily.TRANSIENT, message, null, 1)));
    }

    @SuppressWarnings("CollectionUndefinedEquality") // each future is itself
    private CompletionStage<ConnectionResponse> tried(
            ConnectionRequest request, AtomicInteger attempts, Supplier<CompletionStage<ConnectionResponse>> attempt) {
        CompletableFuture<ConnectionResponse> answer = new CompletableFuture<>();
        underWay.add(answer);
        var unused = answer.whenComplete((response, thrown) -> underWay.remove(answer));
        Retry.decorateCompletionStage(retry, runtime.scheduler(), attempt).get().whenComplete((response, thrown) -> {
            if (thrown == null) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(givenUp(request, thrown, attempts.get()));
            }
        });
        return answer;
    }

    private CompletionStage<ConnectionResponse> attempt(ConnectionRequest request, AtomicInteger attempts) {
        int earlier = attempts.getAndIncrement();
        try {
            return gate.admit(config.host()).thenCompose(addresses -> {
                // A host's addresses take turns, so that a dead one does not use up all attempts.
                InetAddress address = addresses.get(earlier % addresses.size());
                return new HttpAttempt(runtime, config, request)
                        .send(client, requests.options(request, address))
                        .toCompletionStage();
            });
        } catch (RuntimeException e) { // closed meanwhile; a retry that throws would never end
            return CompletableFuture.failedFuture(e);
        }
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
            return config.retry().limit(failed.retryAfter().get()).toMillis();
        }
        return config.retry()
                .backoff(attempt, ThreadLocalRandom.current().nextDouble())
                .toMillis();
    }

    private Failure givenUp(ConnectionRequest request, Throwable thrown, int attempts) {
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

    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The connection past its breaker. */
    private final class Unguarded implements ConnectionClient {

        @Override
        public String name() {
            return config.name();
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            AtomicInteger attempts = new AtomicInteger();
            return tried(request, attempts, () -> attempt(request, attempts));
        }
    }
}
