package dev.wadi.connection;

import dev.wadi.connection.transport.BodyRefused;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of an attempt and its answer: past the egress gate, to an address that it let through, read within limits.
 * Stays on its event loop.
 */
final class HttpExchange implements AnswerReader.Listener {

    /** Hears how it ended, once; no more after a cancellation. */
    interface Listener {

        /** With whatever status. */
        void answered(ConnectionResponse response);

        void failed(Throwable thrown);
    }

    private final AttemptContext shared;
    private final SentRequest request;
    private final Hop hop;
    private final Listener listener;
    private @Nullable HttpClientRequest opened;
    private @Nullable AnswerReader reader;
    private int status;
    private boolean over;

    HttpExchange(AttemptContext shared, SentRequest request, Hop hop, Listener listener) {
        this.shared = shared;
        this.request = request;
        this.hop = hop;
        this.listener = listener;
    }

    /**
     * Starts it.
     *
     * @param turn which of the host's addresses it goes to
     * @param loop runs a task on the event loop, whichever thread it is called on
     */
    void start(int turn, Consumer<Runnable> loop) {
        if (shared.isResolvedByProxy(hop.target())) {
            open(null);
            return;
        }
        shared.gate()
                .admit(hop.target().host())
                .whenComplete((addresses, refused) -> loop.accept(() -> {
                    if (refused == null) {
                        open(addresses.get(turn % addresses.size()));
                    } else {
                        fail(HttpConnection.unwrap(refused));
                    }
                }));
    }

    private void open(@Nullable InetAddress address) {
        if (over) {
            return;
        }
        if (shared.isFoundByProxy(hop.target())) {
            fail(Failure.payload("plain http through a proxy of the type http would pass by the egress check"));
            return;
        }
        RequestOptions options;
        try {
            options = shared.requests().options(request, hop, address);
        } catch (Failure e) {
            fail(e);
            return;
        } catch (RuntimeException e) { // or nobody would ever hear of the call
            fail(Failure.payload("the request can't be made: " + e.getMessage(), e));
            return;
        }
        try {
            shared.client().request(options).onComplete(opening -> {
                if (opening.succeeded()) {
                    send(opening.result());
                } else {
                    fail(notSent(opening.cause()));
                }
            });
        } catch (RuntimeException e) { // closed meanwhile
            fail(notSent(e));
        }
    }

    /** Path and headers are checked before: what fails here is on the way to the server. */
    static AttemptFailed notSent(Throwable thrown) {
        String message = "failed before it was sent: " + DeadLetter.describe(thrown);
        return AttemptFailed.transiently(message, thrown, true);
    }

    private void send(HttpClientRequest connected) {
        if (over) { // timed out while it waited for a connection
            connected.reset();
            return;
        }
        opened = connected;
        byte[] body = hop.own() ? request.request().body() : null;
        (body == null ? connected.send() : connected.send(Buffer.buffer(body))).onComplete(answer -> {
            if (answer.succeeded()) {
                read(answer.result());
            } else {
                broken(answer.cause());
            }
        });
    }

    private void read(HttpClientResponse response) {
        if (over) {
            return;
        }
        status = response.statusCode();
        boolean whole = shared.judgement().isWanted(status);
        reader = new AnswerReader(response, shared.transport().maxResponseBytes(), whole, this);
        reader.start();
    }

    @Override
    public void read(ConnectionResponse response) {
        if (end()) {
            listener.answered(response);
        }
    }

    @Override
    public void refused(BodyRefused refused) {
        String message = "answered " + status + ' ' + refused.getMessage();
        fail(
                refused.isBroken()
                        ? AttemptFailed.transiently(message, null, request.isSafeToRepeat())
                        : AttemptFailed.finallyAs(FailureFamily.PAYLOAD, message));
    }

    @Override
    public void broken(Throwable thrown) {
        fail(AttemptFailed.transiently("failed: " + DeadLetter.describe(thrown), thrown, request.isSafeToRepeat()));
    }

    private void fail(Throwable thrown) {
        if (end()) {
            listener.failed(thrown);
        }
    }

    private boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** Whether something may have got to the server. */
    boolean isSent() {
        return opened != null;
    }

    /** Hangs up, without a word to the listener. */
    void cancel() {
        over = true;
        if (reader != null) {
            reader.close();
        }
        if (opened != null) {
            opened.reset();
        }
    }
}
