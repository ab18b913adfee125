package dev.wadi.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server of bytes instead of HTTP: what it answers may be anything. */
final class RawServer implements AutoCloseable {

    /** What is written for each request. */
    interface Answer {
        void write(Wire wire) throws IOException;
    }

    private final ServerSocket socket;
    private final Answer answer;
    final AtomicInteger requests = new AtomicInteger();
    final AtomicLong written = new AtomicLong();
    final AtomicInteger resets = new AtomicInteger();

    RawServer(Answer answer) {
        this.answer = answer;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
        var unused = Thread.startVirtualThread(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                var unused = Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            if (line != null) {
                requests.incrementAndGet();
                answer.write(new Wire(client, written));
            }
        } catch (SocketException e) {
            resets.incrementAndGet();
        } catch (IOException e) {
            // the test is over
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The way back to a client. */
    static final class Wire {

        private final Socket client;
        private final OutputStream out;
        private final AtomicLong written;

        private Wire(Socket client, AtomicLong written) throws IOException {
            this.client = client;
            this.out = client.getOutputStream();
            this.written = written;
        }

        Wire text(String text) throws IOException {
            return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Wire bytes(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            written.addAndGet(bytes.length);
            return this;
        }

        /** Ends with a reset instead of an end. */
        void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        /** Does nothing for a while, unless the other side hangs up. */
        void pause(int millis) throws IOException {
            client.setSoTimeout(millis);
            try {
                if (client.getInputStream().read() < 0) {
                    throw new SocketException("hung up");
                }
            } catch (SocketTimeoutException e) {
                client.setSoTimeout(0);
            }
        }

        /** Waits until the other side has hung up. */
        void untilClosed() throws IOException {
            if (client.getInputStream().read() >= 0) {
                untilClosed();
            }
        }
    }
}
