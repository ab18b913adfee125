package dev.wadi.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API on a free loopback port that fails in all the ways in which APIs fail, by a script for each path. Speaks TCP
 * itself, since no HTTP server would break the protocol like that. A path without a script gets good answers.
 */
public final class FaultyApi implements AutoCloseable {

    private static final List<Fault> GOOD = List.of(Fault.good());

    private final ServerSocket listening;
    private final Map<String, List<Fault>> scripts = new ConcurrentHashMap<>();
    private final Map<String, List<Request>> received = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int requestsPerConnection;

    /**
     * A request as it came in.
     *
     * @param method the method
     * @param path the path without the query
     * @param headers the headers, names in lower case
     * @param body the body as text
     */
    public record Request(String method, String path, Map<String, String> headers, String body) {

        /** What makes its repetitions known as such; empty if it has none. */
        public String idempotencyKey() {
            return headers.getOrDefault("idempotency-key", "");
        }
    }

    private FaultyApi(int requestsPerConnection) throws IOException {
        this.requestsPerConnection = requestsPerConnection;
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("faulty-api").start(this::accept);
    }

    /** Starts it. */
    public static FaultyApi start() throws IOException {
        return new FaultyApi(Integer.MAX_VALUE);
    }

    /** The same, but each TCP connection is closed without a word after so many answers. */
    public static FaultyApi closingAfter(int requests) throws IOException {
        return new FaultyApi(requests);
    }

    /** Answers the requests for a path in turn, and all further ones as the last. */
    public FaultyApi at(String path, Fault... script) {
        scripts.put(path, List.of(script));
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The requests for a path, in the order in which they came in. */
    public List<Request> received(String path) {
        return List.copyOf(received.getOrDefault(path, List.of()));
    }

    /** How many requests came in. */
    public int count() {
        return received.values().stream().mapToInt(List::size).sum();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofPlatform().daemon().name("faulty-api").start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < requestsPerConnection; i++) {
                Request request = read(in);
                if (request == null || !next(request).answer(socket)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone, as it does in the middle of too large an answer.
        } finally {
            open.remove(socket);
        }
    }

    private Fault next(Request request) {
        List<Fault> script = scripts.getOrDefault(request.path(), GOOD);
        List<Request> before = received.computeIfAbsent(request.path(), path -> new CopyOnWriteArrayList<>());
        synchronized (before) {
            before.add(request);
            return script.get(Math.min(before.size(), script.size()) - 1);
        }
    }

    /** The next request; null at the end of the connection. */
    private static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] parts = first.split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(
                parts[0], parts[1].replaceFirst("\\?.*", ""), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
