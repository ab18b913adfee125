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

    private static final long NO_TIMER = -1;

    private final AttemptContext shared;
    private final SentRequest request;
    private final Listener listener;
    private final Context loop;
    private final AttemptTurn turn;

    // All of it happens on one event loop.
    private Hop hop;
    private @Nullable HttpExchange exchange;
    private int redirects;
    private long timer = NO_TIMER;
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
            loop.runOnContext(here -> attempt.guarded(() -> attempt.begin(number)));
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
        if (Vertx.currentContext() == loop && Context.isOnEventLoopThread()) { // not a worker of that context
            task.run();
        } else {
            loop.runOnContext(here -> task.run());
        }
    }

    /** Nothing may be thrown unheard: the call would never end, nor give back what it holds. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failed(HttpExchange.notSent(e));
        }
    }

    private void begin(int number) {
        turn.take(() -> guarded(() -> first(number)), this::refuseTurn);
        if (exchange == null && !over) {
            startTimer(); // for the wait alone
        }
    }

    /** The turn has come. However long that took, the endpoint gets all of its time. */
    private void first(int number) {
        stopTimer();
        startTimer();
        exchange(number);
    }

    private void startTimer() {
        long millis = Math.max(1, request.timeout().toMillis());
        timer = shared.runtime().vertx().setTimer(millis, id -> timeOut());
    }

    private void stopTimer() {
        shared.runtime().vertx().cancelTimer(timer);
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
        last.cancel(); // first: without its timer, it would have no end
        failed(AttemptFailed.timedOut(message, repeatable));
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
            end(AttemptFailed.Sign.ALIVE, () -> listener.answered(answer));
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
            hop = hop.redirected(redirect(response));
        } catch (RedirectRefused e) {
            throw AttemptFailed.finallyAs(FailureFamily.PAYLOAD, answered + e.getMessage() + ')');
        } catch (IllegalArgumentException e) { // a path that HTTP takes, but that is no URI's
            throw AttemptFailed.finallyAs(FailureFamily.PAYLOAD, answered + "the call's own address is no URI)");
        }
        exchange(0);
    }

    private Redirect redirect(ConnectionResponse response) throws RedirectRefused {
        Redirect redirect = Redirect.of(
                shared.requests().url(request, hop),
                request.request().method(),
                response.status(),
                response.headers().getOrDefault("location", ""));
        if (!redirect.sameOrigin() && shared.transport().tls().isForOneOrigin()) {
            throw new RedirectRefused("it leads to another origin, which the settings of tls are not meant for");
        }
        return redirect;
    }

    @Override
    public void failed(Throwable thrown) {
        if (!over) {
            end(AttemptFailed.sign(thrown), () -> listener.failed(thrown));
        }
    }

    private void end(AttemptFailed.Sign sign, Runnable tell) {
        over = true;
        stopTimer();
        try {
            turn.end(sign);
        } finally { // whatever becomes of those whose turn is next
            tell.run();
        }
    }
}
