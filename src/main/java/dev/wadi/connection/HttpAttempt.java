package dev.wadi.connection;

import dev.wadi.connection.transport.Redirect;
import dev.wadi.connection.transport.RedirectRefused;
import dev.wadi.record.FailureFamily;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call, within its time: waits for its turn, makes an exchange, follows redirects as far as it may, and
 * judges the last answer by its status.
 */
final class HttpAttempt implements HttpExchange.Listener {

    /** Hears how an attempt ended, once. */
    interface Listener {

        /** With an answer for the caller. */
        void answered(ConnectionResponse response);

        /** With an {@link AttemptFailed}, which says whether another attempt may follow, or what the gate refused. */
        void failed(Throwable thrown);
    }

    private final AttemptContext shared;
    private final SentRequest request;
    private final Listener listener;
    private final Context loop;
    private final AttemptTurn turn;

    // All of it happens on one event loop.
    private Hop hop;
    private @Nullable HttpExchange exchange;
    private int redirects;
    private long timer;
    private boolean over;

    /**
     * Makes an attempt, and lets it wait for its turn; from any thread.
     *
     * @param number which of the host's addresses it goes to, so that a dead one does not use up all attempts
     */
    static void start(
            AttemptContext shared, SentRequest request, ServiceAddress target, int number, Listener listener) {
        try {
            // The caller's own event loop: the pool of connections, the timer and the answer's handlers are touched by
            // one thread, and the handlers are in place before an answer can be.
            Context loop = shared.runtime().vertx().getOrCreateContext();
            HttpAttempt attempt = new HttpAttempt(shared, request, Hop.first(target), listener, loop);
            loop.runOnContext(here -> attempt.begin(number));
        } catch (RuntimeException e) { // closed meanwhile
            listener.failed(HttpExchange.notSent(e));
        }
    }

    private HttpAttempt(AttemptContext shared, SentRequest request, Hop hop, Listener listener, Context loop) {
        this.shared = shared;
        this.request = request;
        this.hop = hop;
        this.listener = listener;
        this.loop = loop;
        this.turn = new AttemptTurn(shared, this::onLoop);
    }

    private void onLoop(Runnable task) {
        if (Vertx.currentContext() == loop) {
            task.run();
        } else {
            loop.runOnContext(here -> task.run());
        }
    }

    private void begin(int number) {
        timer = shared.runtime().vertx().setTimer(request.timeout().toMillis(), id -> timeOut());
        turn.take(() -> exchange(number), this::refuseTurn);
    }

    private void refuseTurn() {
        failed(AttemptFailed.here("failed before it was sent: too many calls wait already"));
    }

    private void exchange(int number) {
        exchange = new HttpExchange(shared, request, hop, this);
        exchange.start(number, this::onLoop);
    }

    private void timeOut() {
        String message = "timed out after " + request.timeout().toMillis() + " ms";
        if (exchange == null) {
            failed(AttemptFailed.here(message + ", before its turn came"));
            return;
        }
        HttpExchange last = exchange;
        boolean repeatable = (redirects == 0 && !last.isSent()) || request.isSafeToRepeat();
        failed(AttemptFailed.timedOut(message, repeatable));
        last.cancel();
    }

    @Override
    public void answered(ConnectionResponse response) {
        if (over) {
            return;
        }
        try {
            if (shared.isRedirect(response)) {
                follow(response);
                return;
            }
            ConnectionResponse answer = shared.judgement().of(response, request.isSafeToRepeat());
            end(AttemptFailed.Sign.ALIVE);
            listener.answered(answer);
        } catch (AttemptFailed e) {
            failed(e);
        }
    }

    private void follow(ConnectionResponse response) {
        String answered = "answered " + response.status() + " (the redirect is not followed: ";
        int most = shared.transport().maxRedirects();
        if (redirects++ == most) {
            throw AttemptFailed.finallyAs(
                    FailureFamily.PAYLOAD, answered + "there were " + most + " before it, which is max_redirects)");
        }
        try {
            String location = response.headers().getOrDefault("location", "");
            hop = hop.redirected(Redirect.of(
                    shared.requests().url(request, hop), request.request().method(), response.status(), location));
        } catch (RedirectRefused e) {
            throw AttemptFailed.finallyAs(FailureFamily.PAYLOAD, answered + e.getMessage() + ')');
        }
        exchange(0);
    }

    @Override
    public void failed(Throwable thrown) {
        if (!over) {
            end(AttemptFailed.sign(thrown));
            listener.failed(thrown);
        }
    }

    private void end(AttemptFailed.Sign sign) {
        over = true;
        shared.runtime().vertx().cancelTimer(timer);
        turn.end(sign);
    }
}
