package dev.wadi.connection;

import dev.wadi.connection.transport.AnswerBody;
import dev.wadi.connection.transport.BodyRefused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an answer within its limits, and hangs up on one that goes beyond. Of an answer that is no success only the
 * beginning is read: it is for people. Stays on its event loop.
 */
final class AnswerReader implements AutoCloseable {

    private static final int SHOWN_BYTES = 64 * 1024;

    /** Hears of the end, once. */
    interface Listener {

        void read(ConnectionResponse response);

        void refused(BodyRefused refused);

        void broken(Throwable thrown);
    }

    private final HttpClientResponse response;
    private final boolean whole;
    private final Listener listener;
    private final boolean decoded;
    private final AnswerBody body;
    private boolean over;

    /**
     * Starts to read.
     *
     * @param limit the longest body
     * @param whole whether all of the body is wanted
     */
    AnswerReader(HttpClientResponse response, int limit, boolean whole, Listener listener) {
        this.response = response;
        this.whole = whole;
        this.listener = listener;
        String encoding = response.getHeader("Content-Encoding");
        this.decoded = AnswerBody.decodes(encoding);
        this.body = new AnswerBody(limit, encoding);
    }

    void start() {
        response.exceptionHandler(thrown -> {
            if (end()) {
                listener.broken(thrown);
            }
        });
        if (whole && !response.request().getMethod().equals(HttpMethod.HEAD)) {
            try {
                body.announce(response.getHeader("Content-Length"));
            } catch (BodyRefused e) {
                refuse(e);
                return;
            }
        }
        response.handler(this::add);
        response.endHandler(last -> finish());
    }

    private void add(Buffer piece) {
        if (over) {
            return;
        }
        try {
            body.add(piece);
            if (!whole && body.length() > SHOWN_BYTES) {
                hangUp();
            }
        } catch (BodyRefused e) {
            refuse(e);
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        try {
            byte[] bytes = whole ? body.end() : body.bytes();
            end();
            listener.read(response(bytes));
        } catch (BodyRefused e) {
            refuse(e);
        }
    }

    private void refuse(BodyRefused refused) {
        if (!whole) { // its status says enough
            hangUp();
            return;
        }
        end(); // before the reset, which is heard as an end too
        response.request().reset();
        listener.refused(refused);
    }

    private void hangUp() {
        ConnectionResponse beginning = response(body.bytes());
        end();
        response.request().reset();
        listener.read(beginning);
    }

    private ConnectionResponse response(byte[] bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        if (decoded) { // they tell of the body as it was
            headers.remove("content-encoding");
            headers.remove("content-length");
        }
        return new ConnectionResponse(response.statusCode(), headers, bytes);
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        body.close();
        return true;
    }

    /** Stops, without a word to the listener. */
    @Override
    public void close() {
        end();
    }
}
