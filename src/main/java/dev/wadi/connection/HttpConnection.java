package dev.wadi.connection;

import dev.wadi.connection.auth.Credentials;
import dev.wadi.connection.auth.Proof;
import dev.wadi.connection.auth.Signer;
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
    private final Targets targets;
    private final HttpClient client;
    private final AttemptContext shared;
    private final HttpRequests requests;
    private final RateLimit rate;
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
        this.targets = new Targets(config, runtime.hooks());
        this.client = config.transport().open(runtime.vertx(), config.calls().timeout());
        this.credentials = OpenCredentials.of(config, runtime);
        this.signs = config.identity().signing().isPresent();
        this.shared = AttemptContext.of(config, runtime, client, credentials.credentials()::redact);
        this.requests = shared.requests();
        this.rate = RateLimit.of(config.name(), config.calls().rate());
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

    String name() {
        return config.name();
    }

    @Nullable
    ConnectionMeters meters() {
        return runtime.hooks().meters();
    }

    /** How many calls are under way. */
    int active() {
        return underWay.size();
    }

    /** The answer that an interceptor gave, or what it means for the call. */
    ConnectionResponse judged(ConnectionResponse answer) {
        return shared.judgement().ofInterceptor(config.name(), answer);
    }

    RateLimit rate() {
        return rate;
    }

    ScheduledExecutorService scheduler() {
        return runtime.scheduler();
    }

    /** Starts a call; null if this configuration's time is over, and another one's has begun. */
    @Nullable
    CompletionStage<ConnectionResponse> start(
            ConnectionRequest request, CallOptions options, HttpCall.Refusal refusal) {
        HttpCall call = new HttpCall(this, signs ? identified(request) : request, options, refusal);
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
        underWay.forEach(call -> call.abort("connection " + config.name() + " is closed"));
        client.close(); // after that, or the breaker would count what ends by it
        credentials.close();
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
        SentRequest sent = new SentRequest(request, proof, timeout);
        ServiceAddress fixed = targets.fixed();
        if (fixed != null) {
            HttpAttempt.start(shared, sent, fixed, earlier, listener);
            return;
        }
        targets.next().whenComplete((target, unknown) -> {
            if (unknown == null) {
                HttpAttempt.start(shared, sent, target, earlier, targets.watching(target, listener));
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
        Duration asked = unwrap(outcome.getLeft()) instanceof AttemptFailed failed
                ? failed.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        return config.calls()
                .retry()
                .pause(attempt, asked, ThreadLocalRandom.current().nextDouble())
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

    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
