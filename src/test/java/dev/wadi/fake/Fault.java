package dev.wadi.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** One way in which {@link FaultyApi} answers a request. */
@FunctionalInterface
public interface Fault {

    /** More than anybody's memory. */
    long HUGE = 1L << 30;

    int BOMB_MEGABYTES = 128;

    String GOOD_BODY = "{\"ok\":true}";

    /**
     * Answers, or does not.
     *
     * @return whether the connection takes a further request
     */
    boolean answer(Socket socket) throws IOException;

    /** No fault: 200 and JSON. */
    static Fault good() {
        return json(200, GOOD_BODY, "");
    }

    /** A status with a JSON body. */
    static Fault status(int status) {
        return json(status, "{\"error\":\"because\"}", "");
    }

    /** 429 that asks for a pause of so many seconds. */
    static Fault busyFor(int seconds) {
        return json(429, "{}", "Retry-After: " + seconds + "\r\n");
    }

    /** 429 that asks for a pause until so many seconds from now, by date. */
    static Fault busyUntil(int seconds) {
        return socket -> {
            String when = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
            return json(429, "{}", "Retry-After: " + when + "\r\n").answer(socket);
        };
    }

    /** 307 to another address. */
    static Fault redirect(String location) {
        return json(307, "", "Location: " + location + "\r\n");
    }

    /** 200 with something in the place of JSON. */
    static Fault notJson() {
        return json(200, "<html>[{]", "");
    }

    private static Fault json(int status, String body, String headers) {
        return text("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    /** An answer in HTTP/1.0, whose end is the connection's. */
    static Fault oldHttp() {
        return closing(text("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + GOOD_BODY));
    }

    /** The connection is closed without an answer. */
    static Fault empty() {
        return socket -> false;
    }

    /** The connection is reset without an answer. */
    static Fault reset() {
        return resetAfter("");
    }

    /** The connection is reset in the middle of the answer. */
    static Fault resetInside() {
        return resetAfter("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"ok\":");
    }

    private static Fault resetAfter(String begin) {
        return socket -> {
            text(begin).answer(socket);
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /** Bytes that are no HTTP. */
    static Fault garbage() {
        return closing(text("\u0000\u00ff\u0001 nothing that anybody speaks \u00fe\r\n\r\n"));
    }

    /** A Content-Length that is more than what comes before the connection is closed. */
    static Fault tooShort() {
        return closing(
                text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + GOOD_BODY));
    }

    /** A Content-Length that ends in the middle of the body. */
    static Fault tooLong() {
        return closing(
                text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n" + GOOD_BODY));
    }

    /** A byte now and then, without an end. */
    static Fault drip() {
        return socket -> {
            text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .answer(socket);
            while (!Thread.currentThread().isInterrupted()) {
                text("1\r\n \r\n").answer(socket); // until the client goes
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            return false;
        };
    }

    /** No answer as long as the client waits for one. */
    static Fault hang() {
        return socket -> {
            var unused = socket.getInputStream().read();
            return false;
        };
    }

    /** 200 and a GB of JSON, its length said before. */
    static Fault huge(AtomicLong sent) {
        return huge("Content-Length: " + HUGE + "\r\n\r\n", "", sent);
    }

    /** The same in chunks. */
    static Fault hugeInChunks(AtomicLong sent) {
        return huge("Transfer-Encoding: chunked\r\n\r\n", "10000\r\n", sent);
    }

    private static Fault huge(String form, String beforeEach, AtomicLong sent) {
        return socket -> {
            text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + form).answer(socket);
            OutputStream out = socket.getOutputStream();
            byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            for (long all = 0; all < HUGE; all += part.length) {
                out.write(beforeEach.getBytes(StandardCharsets.US_ASCII));
                out.write(part);
                if (!beforeEach.isEmpty()) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                sent.addAndGet(part.length);
            }
            return false;
        };
    }

    /** 200 and a few bytes that unpack to very many. */
    static Fault gzipBomb() {
        byte[] packed = bomb();
        return socket -> {
            text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.length + "\r\n\r\n")
                    .answer(socket);
            socket.getOutputStream().write(packed);
            return true;
        };
    }

    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 20];
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < BOMB_MEGABYTES; i++) {
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Fault text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return socket -> {
            socket.getOutputStream().write(bytes);
            return true;
        };
    }

    private static Fault closing(Fault answer) {
        return socket -> {
            answer.answer(socket);
            return false;
        };
    }
}
