package dev.wadi.connection.auth;

import dev.wadi.connection.auth.Authentication.ClientCredentials;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are fetched with a client's credentials. One is kept for all calls; whoever needs one while it is being
 * fetched waits for that one request. The next is fetched before the last ends, and nobody waits for it.
 */
public final class FetchedTokens implements Credentials {

    /** How long a token is used on, after the one that was to follow could not be had, before that is tried again. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final ClientCredentials client;
    private final TokenRequest request;
    private final TokenEndpoint endpoint;
    private final Clock clock;

    private volatile @Nullable AccessToken current;
    private volatile @Nullable AccessToken before; // for its secret: calls with it may still be under way
    private volatile Instant restsUntil = Instant.MIN;
    private final Object lock = new Object();
    private @Nullable CompletableFuture<Optional<Proof>> fetching; // under the lock

    public FetchedTokens(ClientCredentials client, TokenEndpoint endpoint, Clock clock) {
        this.client = client;
        this.request = new TokenRequest(client);
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<Proof>> next() {
        AccessToken token = current;
        Instant now = clock.instant();
        if (token == null || !token.isGoodAt(now)) {
            return fetch(token);
        }
        if (token.isDueAt(now) && !now.isBefore(restsUntil)) {
            var unused = fetch(token);
        }
        return token.ready();
    }

    @Override
    public boolean refused(Proof proof) {
        synchronized (lock) {
            if (current != null && current.proof().equals(proof)) {
                before = current;
                current = null;
            }
        }
        return true;
    }

    /** @param known the token whose successor is wanted; if there is one already, it is that */
    private CompletionStage<Optional<Proof>> fetch(@Nullable AccessToken known) {
        CompletableFuture<Optional<Proof>> started;
        synchronized (lock) {
            if (fetching != null) {
                return fetching;
            }
            AccessToken now = current;
            if (now != null && now != known) {
                return now.ready();
            }
            started = new CompletableFuture<>();
            fetching = started;
        }
        Instant asked = clock.instant();
        post().thenApply(answer -> AccessToken.read(answer, client.header(), asked))
                .whenComplete((token, thrown) -> ended(started, token, thrown));
        return started;
    }

    private CompletionStage<byte[]> post() {
        try {
            return endpoint.post(request.headers(), request.form());
        } catch (RuntimeException e) { // or all later calls would wait for this one
            return CompletableFuture.failedStage(e);
        }
    }

    private void ended(
            CompletableFuture<Optional<Proof>> started, @Nullable AccessToken token, @Nullable Throwable thrown) {
        synchronized (lock) {
            fetching = null;
            if (token != null) {
                before = current == null ? before : current;
                current = token;
            } else {
                restsUntil = clock.instant().plus(REST);
            }
        }
        if (token != null) {
            started.complete(Optional.of(token.proof()));
        } else {
            started.completeExceptionally(failure(thrown));
        }
    }

    private Failure failure(@Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof Failure failure)) {
            return Failure.of(FailureFamily.TRANSIENT, "no token: " + describe(cause), cause, 1);
        }
        boolean later = failure.family() == FailureFamily.TRANSIENT || failure.family() == FailureFamily.CIRCUIT_OPEN;
        String message = redact("no token: " + failure.getMessage());
        return Failure.of(later ? FailureFamily.TRANSIENT : FailureFamily.AUTH, message, failure.getCause(), 1);
    }

    private static String describe(@Nullable Throwable thrown) {
        return thrown == null ? "unknown" : DeadLetter.describe(thrown);
    }

    @Override
    public String redact(String text) {
        String hidden = request.redact(text);
        for (AccessToken token : new AccessToken[] {current, before}) {
            hidden = token == null ? hidden : hidden.replace(token.secret(), "***");
        }
        return hidden;
    }
}
