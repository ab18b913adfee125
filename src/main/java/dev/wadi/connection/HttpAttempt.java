package dev.wadi.connection;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureFamily;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.util.concurrent.atomic.AtomicBoolean;

/** One attempt of a call: sends the request, reads the answer within limits, and judges it by its status. */
final class HttpAttempt {

    static final int MAX_BODY = 16 * 1024 * 1024;

    private static final int SHOWN_OF_BODY = 200;
    private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    private final HttpRuntime runtime;
    private final ConnectionConfig config;
    private final ConnectionRequest request;
    /** Set by who comes first: the one that sends, or the timeout. */
    private final AtomicBoolean begun = new AtomicBoolean();

    HttpAttempt(HttpRuntime runtime, ConnectionConfig config, ConnectionRequest request) {
        this.runtime = runtime;
        this.config = config;
        this.request = request;
    }

    /** Sends it. Fails with an {@link AttemptFailed} that says whether another attempt may follow. */
    Future<ConnectionResponse> send(HttpClient client, RequestOptions options) {
        Promise<ConnectionResponse> answer = Promise.promise();
        // This very future, nothing composed of it: its listeners run on the request's own event loop, and only there
        // are the handlers of the answer in place before the answer is.
        Future<HttpClientRequest> opened = client.request(options);
        long timer = runtime.vertx().setTimer(config.timeout().toMillis(), id -> timeOut(opened, answer));
        opened.onSuccess(request -> exchange(request, answer)).onFailure(thrown -> answer.tryFail(notSent(thrown)));
        return answer.future()
                .onComplete(result -> runtime.vertx().cancelTimer(timer))
                .compose(this::judge);
    }

    /** Path and headers are checked before: what fails here is on the way to the server. */
    private static AttemptFailed notSent(Throwable thrown) {
        return AttemptFailed.transiently("failed before it was sent: " + DeadLetter.describe(thrown), thrown, true);
    }

    private void timeOut(Future<HttpClientRequest> opened, Promise<ConnectionResponse> answer) {
        boolean neverSent = begun.compareAndSet(false, true);
        String message = "timed out after " + config.timeout().toMillis() + " ms";
        answer.tryFail(AttemptFailed.transiently(message, null, neverSent || isSafeToRepeat()));
        opened.onSuccess(HttpClientRequest::reset);
    }

    private void exchange(HttpClientRequest opened, Promise<ConnectionResponse> answer) {
        if (!begun.compareAndSet(false, true)) {
            return; // timed out while it waited for a connection
        }
        Future<HttpClientResponse> sent =
                request.body() == null ? opened.send() : opened.send(Buffer.buffer(request.body()));
        sent.onSuccess(response -> read(opened, response, answer)).onFailure(thrown -> broken(thrown, answer));
    }

    private void broken(Throwable thrown, Promise<ConnectionResponse> answer) {
        answer.tryFail(AttemptFailed.transiently("failed: " + DeadLetter.describe(thrown), thrown, isSafeToRepeat()));
    }

    private void read(HttpClientRequest opened, HttpClientResponse response, Promise<ConnectionResponse> answer) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(thrown -> broken(thrown, answer));
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY) {
                answer.tryFail(AttemptFailed.finallyAs(
                        FailureFamily.PAYLOAD,
                        "answered " + response.statusCode() + " with more than " + MAX_BODY + " bytes"));
                opened.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end ->
                answer.tryComplete(new ConnectionResponse(response.statusCode(), headers(response), body.getBytes())));
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        return headers;
    }

    private Future<ConnectionResponse> judge(ConnectionResponse response) {
        int status = response.status();
        if (status / 100 == 2) {
            return Future.succeededFuture(response);
        }
        if (status == 408 || status == 429 || status >= 500) {
            return Future.failedFuture(
                    AttemptFailed.transiently(describe(response), isSafeToRepeat(), retryAfter(response)));
        }
        return Future.failedFuture(AttemptFailed.finallyAs(
                status == 401 || status == 403 ? FailureFamily.AUTH : FailureFamily.PAYLOAD, describe(response)));
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
