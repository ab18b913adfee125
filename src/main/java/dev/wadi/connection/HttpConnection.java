package dev.wadi.connection;

import dev.wadi.connection.auth.Credentials;
import dev.wadi.connection.auth.Proof;
import dev.wadi.connection.auth.Signer;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is configured at a time, over one HTTP client of its own. Each attempt goes through the egress gate and the circuit breaker;
 * the only place where a call is tried again. Thread-safe, never blocks.
 */
final class HttpConnection implements AutoCloseable {

    private final ConnectionConfig config;
    private final HttpRuntime runtime;
    private final EgressGate gate;
    private final Targets targets;
    private final HttpClient client;
    private final HttpRequests requests;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final OpenCredentials credentials;
    private final boolean signs;
    private final Set<HttpCall> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean retired;

    /** @param breaker guards it; the one that an earlier configuration had, if it is to go on */
    HttpConnection(ConnectionConfig config, HttpRuntime runtime, CircuitBreaker breaker) {
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
        this.credentials = OpenCredentials.of(config, runtime);
        this.signs = config.identity().signing().isPresent();
        this.requests = new HttpRequests(
                config,
                config.identity()
                        .signing()
                        .map(signing -> new Signer(signing, runtime.clock()))
                        .orElse(null));
        this.breaker = breaker;
        this.retry = retry(config.calls().retry().maxAttempts());
    }

    ConnectionConfig config() {
        return config;
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

    /** Starts a call; null if this configuration's time is over, and another one's has begun. */
    @Nullable
    CompletionStage<ConnectionResponse> start(ConnectionRequest request, CallOptions options) {
        HttpCall call = new HttpCall(this, signs ? identified(request) : request, options);
        underWay.add(call);
        if (retired) { // looked at after the call was entered, as retire() looks the other way round
            ended(call);
            return null;
        }
        call.attempt();
        return call.answer();
    }

    /** With the id that is signed: the same on each attempt. */
    private static ConnectionRequest identified(ConnectionRequest request) {
        return request.withHeader(Signer.ID, Signer.id(request.idempotencyKey()));
    }

    void ended(HttpCall call) {
        underWay.remove(call);
        if (retired && underWay.isEmpty()) {
            close();
        }
    }

    /** Whether it takes no more calls, and has none under way. */
    boolean isOver() {
        return retired && underWay.isEmpty();
    }

    /** Whether a server knows it by the same as another one. */
    boolean hasIdentityOf(HttpConnection other) {
        return config.identity().equals(other.config.identity());
    }

    /** Takes no more calls, and closes once those under way have ended. */
    void retire() {
        retired = true;
        if (underWay.isEmpty()) {
            close();
        }
    }

    /** Ends what is under way, calls that wait for their next attempt included, as transient failures. */
    @Override
    public void close() {
        client.close();
        credentials.close();
        underWay.forEach(call -> call.abort("connection " + config.name() + " is closed"));
    }

    /**
     * Starts an attempt.
     *
     * @param earlier how many attempts of the call were made before
     */
    void attempt(ConnectionRequest request, CallOptions options, int earlier, HttpCall call) {
        Credentials proofs = credentials.credentials();
        proofs.next().whenComplete((proof, thrown) -> {
            if (thrown == null) {
                call.carries(proof);
                attempt(request, proof, options, earlier, call);
            } else {
                call.failed(unwrap(thrown));
            }
        });
    }

    /** Whether credentials that a server refused are others now, so that the attempt is to be made again. */
    boolean renews(Optional<Proof> carried, Throwable thrown) {
        return carried.isPresent()
                && thrown instanceof AttemptFailed failed
                && failed.isUnauthorized()
                && credentials.credentials().refused(carried.get());
    }

    private void attempt(
            ConnectionRequest request,
            Optional<Proof> proof,
            CallOptions options,
            int earlier,
            HttpAttempt.Listener listener) {
        Duration timeout = options.timeout() == null ? config.calls().timeout() : options.timeout();
        ServiceAddress fixed = targets.fixed();
        if (fixed != null) {
            send(new HttpAttempt(runtime, request, proof, timeout, listener), fixed, earlier, listener);
            return;
        }
        targets.next().whenComplete((target, unknown) -> {
            if (unknown == null) {
                HttpAttempt.Listener watching = targets.watching(target, listener);
                send(new HttpAttempt(runtime, request, proof, timeout, watching), target, earlier, watching);
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
                options = requests.options(attempt, target, addresses.get(earlier % addresses.size()));
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
                String message = credentials.credentials().redact(call + failure.getMessage());
                yield Failure.of(failure.family(), message, failure.getCause(), attempts, config.name());
            }
            case CallNotPermittedException open ->
                Failure.of(
                        FailureFamily.CIRCUIT_OPEN,
                        call + "was not tried: the circuit breaker is open",
                        open,
                        attempts,
                        config.name());
            case Failure failure ->
                Failure.of(
                        failure.family(),
                        call + "is not possible: " + failure.getMessage(),
                        failure.getCause(),
                        attempts,
                        config.name());
            case Throwable other ->
                // Nothing that the payload could be blamed for, such as a connection that was closed meanwhile.
                Failure.of(
                        FailureFamily.TRANSIENT,
                        call + "failed: " + DeadLetter.describe(other),
                        other,
                        attempts,
                        config.name());
        };
    }

    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
