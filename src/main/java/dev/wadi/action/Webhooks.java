package dev.wadi.action;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls what webhooks name. A call waits while its connection can't be used at all (breaker open, credentials refused)
 * instead of failing: a whole backlog would end as dead letters. Thread-safe.
 */
public final class Webhooks {

    private static final int MAX_DOUBLINGS = 6;

    private final Connections connections;
    private final Function<URI, ConnectionClient> adHoc;
    private final ScheduledExecutorService scheduler;
    private final Duration recheck;

    /**
     * Makes the webhooks' caller.
     *
     * @param connections the named connections
     * @param adHoc gives the client for a webhook's URL: for its scheme and authority, without a path
     * @param scheduler where a call waits
     * @param recheck how long a call waits while a breaker is open; credentials that were refused are tried again
     *     after that time too, then ever more rarely, up to 64 times as long
     */
    public Webhooks(
            Connections connections,
            Function<URI, ConnectionClient> adHoc,
            ScheduledExecutorService scheduler,
            Duration recheck) {
        this.connections = connections;
        this.adHoc = adHoc;
        this.scheduler = scheduler;
        this.recheck = recheck;
    }

    /** Calls until there is an answer, or a failure that waiting does not cure. */
    CompletionStage<ConnectionResponse> call(Sending.ToWebhook sending, String plugin) {
        CompletableFuture<ConnectionResponse> answer = new CompletableFuture<>();
        attempt(sending, plugin, answer, 0);
        return answer;
    }

    /** Calls without waiting for a connection that can't be used. */
    CompletionStage<ConnectionResponse> callOnce(Sending.ToWebhook sending, String plugin) {
        return client(sending.webhook().target(), plugin).call(sending.request());
    }

    private void attempt(
            Sending.ToWebhook sending, String plugin, CompletableFuture<ConnectionResponse> answer, int waited) {
        try {
            callOnce(sending, plugin).whenComplete((response, thrown) -> {
                if (thrown == null) {
                    answer.complete(response);
                } else if (isWorthWaiting(sending.webhook().target(), thrown)) {
                    long delay = delayMillis(FailureFamily.of(thrown), waited);
                    waitFor(delay, () -> attempt(sending, plugin, answer, waited + 1));
                } else {
                    answer.completeExceptionally(thrown);
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Refused credentials are a pause for a connection only; a URL has none that anybody could renew. */
    private static boolean isWorthWaiting(WebhookTarget target, Throwable thrown) {
        return switch (FailureFamily.of(thrown)) {
            case CIRCUIT_OPEN -> true;
            case AUTH -> target instanceof WebhookTarget.Named;
            case TRANSIENT, PAYLOAD -> false;
        };
    }

    private long delayMillis(FailureFamily family, int waited) {
        int doublings = family == FailureFamily.AUTH ? Math.min(waited, MAX_DOUBLINGS) : 0;
        return recheck.toMillis() << doublings;
    }

    private void waitFor(long millis, Runnable next) {
        try {
            var unused = scheduler.schedule(next, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // We are stopping: the records stay open, so that they are consumed again after the start.
        }
    }

    private ConnectionClient client(WebhookTarget target, String plugin) {
        return switch (target) {
            case WebhookTarget.Named named -> connections.get(named.connection(), "plugin " + plugin);
            case WebhookTarget.Address address -> adHoc.apply(origin(address.url()));
        };
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** What stands behind the origin of a target. */
    static String path(WebhookTarget target) {
        return switch (target) {
            case WebhookTarget.Named named -> named.path();
            case WebhookTarget.Address address -> {
                String query = address.url().getRawQuery();
                yield address.url().getRawPath() + (query == null ? "" : '?' + query);
            }
        };
    }
}
