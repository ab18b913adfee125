package dev.wadi.connection;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its callers hold it: the same object, whatever its configuration becomes. A call goes by the
 * configuration that is in force when it begins. Thread-safe, never blocks.
 */
final class NamedConnection implements ConnectionClient, AutoCloseable {

    private final String name;
    private final HttpRuntime runtime;
    private final Supplier<CompletionStage<Void>> rereading;
    private final Queue<HttpConnection> past = new ConcurrentLinkedQueue<>(); // whose calls may be under way
    private volatile HttpConnection current;

    /** @param rereading reads the configuration anew, and ends once that is in force */
    NamedConnection(ConnectionConfig config, HttpRuntime runtime, Supplier<CompletionStage<Void>> rereading) {
        this.name = config.name();
        this.runtime = runtime;
        this.rereading = rereading;
        this.current = new HttpConnection(config, runtime, breaker(config));
    }

    @Override
    public String name() {
        return name;
    }

    ConnectionConfig config() {
        return current.config();
    }

    CircuitBreaker breaker() {
        return current.breaker();
    }

    /** How many calls are under way by the configuration in force. */
    int active() {
        return current.active();
    }

    /**
     * Goes by another configuration from now on. Calls under way end by the last one, whose network connections are closed
     * after them. The circuit breaker stays the same object, unless it is to open otherwise.
     */
    void become(ConnectionConfig config) {
        HttpConnection last = current;
        boolean sameBreaker =
                last.config().calls().breaker().equals(config.calls().breaker());
        current = new HttpConnection(config, runtime, sameBreaker ? last.breaker() : breaker(config));
        past.removeIf(HttpConnection::isOver);
        past.add(last);
        last.retire();
        runtime.hooks().reopened(name, 1);
    }

    private CircuitBreaker breaker(ConnectionConfig config) {
        CircuitBreaker breaker = config.calls().breaker().breaker(name);
        runtime.hooks().watch(breaker);
        return breaker;
    }

    /** Those under way go on, and whoever holds it still may make more; each ends what it opened. */
    void retire() {
        current.retire();
    }

    /** Whether it is retired, and no call is under way. */
    boolean isOver() {
        return current.isOver() && past.stream().allMatch(HttpConnection::isOver);
    }

    /** Ends what is under way, as a transient failure. */
    @Override
    public void close() {
        current.close();
        past.forEach(HttpConnection::close);
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
                ? make(request, options)
                : interceptor
                        .around(name, request, changed -> make(changed, options))
                        .thenApply(answer -> current.judged(answer)); // its status may have been changed on its way
    }

    private CompletionStage<ConnectionResponse> make(ConnectionRequest request, CallOptions options) {
        HttpConnection used = current;
        CompletionStage<ConnectionResponse> answer = start(used, request, options);
        while (answer == null && used != current) { // another one took its place a moment ago
            used = current;
            answer = start(used, request, options);
        }
        return answer == null ? late(used, request, options) : answer;
    }

    /** A call of a connection that was retired after it was handed out, a moment ago. */
    private CompletionStage<ConnectionResponse> late(
            HttpConnection used, ConnectionRequest request, CallOptions options) {
        HttpConnection again = new HttpConnection(used.config(), runtime, used.breaker());
        CompletionStage<ConnectionResponse> answer = start(again, request, options);
        past.removeIf(HttpConnection::isOver);
        past.add(again);
        again.retire();
        return answer == null ? CompletableFuture.failedStage(gone()) : answer;
    }

    private Failure gone() {
        return Failure.of(FailureFamily.TRANSIENT, "connection " + name + " is not there any more", null, 0);
    }

    private @Nullable CompletionStage<ConnectionResponse> start(
            HttpConnection used, ConnectionRequest request, CallOptions options) {
        return used.start(request, options, (answer, refused) -> reread(used, request, options, answer, refused));
    }

    /** What is refused may have been changed a moment ago: it is read anew, and the call made once more if so. */
    private void reread(
            HttpConnection used,
            ConnectionRequest request,
            CallOptions options,
            CompletableFuture<ConnectionResponse> answer,
            Failure refused) {
        rereading.get().whenComplete((done, unread) -> {
            HttpConnection next = current;
            CompletionStage<ConnectionResponse> again =
                    next == used ? null : next.start(request, options, HttpCall.Refusal.FINAL);
            if (again == null) {
                answer.completeExceptionally(refused);
            } else {
                again.whenComplete((second, thrown) -> end(answer, second, thrown));
            }
        });
    }

    private static void end(
            CompletableFuture<ConnectionResponse> end,
            @Nullable ConnectionResponse response,
            @Nullable Throwable thrown) {
        if (thrown == null) {
            end.complete(response);
        } else {
            end.completeExceptionally(thrown);
        }
    }

    /** The connection as one caller wants it. */
    private final class Tuned implements ConnectionClient {

        private final CallOptions options;

        Tuned(CallOptions options) {
            this.options = options;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            return NamedConnection.this.call(request, options);
        }
    }
}
