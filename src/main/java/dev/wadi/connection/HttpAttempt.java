package dev.wadi.connection;

import dev.wadi.connection.auth.Proof;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureFamily;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One attempt of a call: sends the request, reads the answer within limits, and judges it by its status. */
final class HttpAttempt {

    static final int MAX_BODY = 16 * 1024 * 1024;

    private static final int SHOWN_OF_BODY = 200;
    private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    /** Hears how an attempt ended, once. */
    interface Listener {

        /** With a success status. */
        void answered(ConnectionResponse response);

        /** With an {@link AttemptFailed}, which says whether another attempt may follow, or what the gate refused. */
        void failed(Throwable thrown);
    }

    private final HttpRuntime runtime;
    private final Duration timeout;
    private final ConnectionRequest request;
    private final Optional<Proof> proof;
    private final Listener listener;

    // All of it happens on one event loop.
    private @Nullable HttpClientRequest opened;
    private @Nullable Buffer body;
    private long timer;
    private boolean over;

    HttpAttempt(
            HttpRuntime runtime,
            ConnectionRequest request,
            Optional<Proof> proof,
            Duration timeout,
            Listener listener) {
        this.runtime = runtime;
        this.timeout = timeout;
        this.request = request;
        this.proof = proof;
        this.listener = listener;
    }

    ConnectionRequest request() {
        return request;
    }

    /** What shows who makes it. */
    Optional<Proof> proof() {
        return proof;
    }

    /** How long it may take. */
    Duration timeout() {
        return timeout;
    }

    /** Sends it, from any thread. */
    void send(HttpClient client, RequestOptions options) {
        try {
            // The caller's own event loop: the pool of connections, the timer and the answer's handlers are touched by
            // one thread, and the handlers are in place before an answer can be.
            runtime.vertx().getOrCreateContext().runOnContext(here -> open(client, options));
        } catch (RuntimeException e) { // closed meanwhile
            fail(notSent(e));
        }
    }

    private void open(HttpClient client, RequestOptions options) {
        timer = runtime.vertx().setTimer(timeout.toMillis(), id -> timeOut());
        try {
            client.request(options).onComplete(opening -> {
                if (opening.succeeded()) {
                    exchange(opening.result());
                } else {
                    fail(notSent(opening.cause()));
                }
            });
        } catch (RuntimeException e) { // closed meanwhile
            fail(notSent(e));
        }
    }

    /** Path and headers are checked before: what fails here is on the way to the server. */
    private static AttemptFailed notSent(Throwable thrown) {
        return AttemptFailed.transiently("failed before it was sent: " + DeadLetter.describe(thrown), thrown, true);
    }

    private void timeOut() {
        HttpClientRequest sent = opened;
        String message = "timed out after " + timeout.toMillis() + " ms";
        fail(AttemptFailed.transiently(message, null, sent == null || isSafeToRepeat()));
        if (sent != null) {
            sent.reset();
        }
    }

    private void exchange(HttpClientRequest connected) {
        if (over) { // timed out while it waited for a connection
            connected.reset();
            return;
        }
        opened = connected;
        (request.body() == null ? connected.send() : connected.send(Buffer.buffer(request.body())))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        read(connected, answer.result());
                    } else {
                        broken(answer.cause());
                    }
                });
    }

    private void broken(Throwable thrown) {
        fail(AttemptFailed.transiently("failed: " + DeadLetter.describe(thrown), thrown, isSafeToRepeat()));
    }

    private void read(HttpClientRequest connected, HttpClientResponse response) {
        response.exceptionHandler(this::broken);
        response.handler(chunk -> {
            body = body == null ? chunk : body.appendBuffer(chunk);
            if (body.length() > MAX_BODY) {
                fail(AttemptFailed.finallyAs(
                        FailureFamily.PAYLOAD,
                        "answered " + response.statusCode() + " with more than " + MAX_BODY + " bytes"));
                connected.reset();
            }
        });
        response.endHandler(end -> judge(new ConnectionResponse(
                response.statusCode(), headers(response), body == null ? new byte[0] : body.getBytes())));
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        return headers;
    }

    private void judge(ConnectionResponse response) {
        int status = response.status();
        if (status / 100 == 2) {
            if (end()) {
                listener.answered(response);
            }
        } else if (status == 408 || status == 429 || status >= 500) {
            fail(AttemptFailed.transiently(describe(response), isSafeToRepeat(), retryAfter(response)));
        } else if (status == 401) {
            fail(AttemptFailed.unauthorized(describe(response)));
        } else {
            fail(AttemptFailed.finallyAs(
                    status == 403 ? FailureFamily.AUTH : FailureFamily.PAYLOAD, describe(response)));
        }
    }

    private void fail(AttemptFailed thrown) {
        if (end()) {
            listener.failed(thrown);
        }
    }

    /** Whether this is how it ended, and not by something else before. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        runtime.vertx().cancelTimer(timer);
        return true;
    }

    private static String describe(ConnectionResponse response) {
        String text = response.text().strip();
        String shown = text.length() > SHOWN_OF_BODY ? text.substring(0, SHOWN_OF_BODY) : text;
        String redirect = response.status() / 100 == 3 ? " (redirects are not followed)" : "";
        return "answered " + response.status() + redirect + (shown.isEmpty() ? "" : ": " + shown);
    }

    private Optional<Duration> retryAfter(ConnectionResponse response) {
        String text = response.headers().getOrDefault("retry-after", "").strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(runtime.clock().instant(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private boolean isSafeToRepeat() {
        return request.idempotencyKey() != null || SAFE_TO_REPEAT.contains(request.method());
    }
}
