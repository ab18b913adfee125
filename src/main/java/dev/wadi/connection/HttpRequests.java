package dev.wadi.connection;

import dev.wadi.connection.auth.Proof;
import dev.wadi.connection.auth.Signer;
import dev.wadi.connection.transport.AnswerBody;
import dev.wadi.record.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a connection's requests together: address, headers, credentials. */
final class HttpRequests {

    /** What belongs to the wire, not to a caller. */
    private static final Set<String> NOT_THE_CALLERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade");

    private static final List<String> FOR_STRANGERS = List.of("User-Agent", "Accept", "Accept-Encoding");

    private final ConnectionConfig config;
    /** An address as Vert.x wants it, which reads its text again each time that it makes one. */
    private record Target(InetAddress address, int port, SocketAddress socket) {}

    private final String basePath;
    private final MultiMap ownHeaders = HttpHeaders.headers(); // read only
    private final @Nullable Signer signer;
    private volatile @Nullable Target lastTarget;

    /** @param signer signs each request; null for none */
    HttpRequests(ConnectionConfig config, @Nullable Signer signer) {
        this.config = config;
        this.basePath = config.baseUrl().getRawPath();
        ownHeaders
                .set("User-Agent", "Wadi")
                .set("Accept", "application/json")
                .set("Accept-Encoding", AnswerBody.ACCEPTED);
        config.headers().forEach(ownHeaders::set);
        this.signer = signer;
    }

    /**
     * The request as it is sent to one checked address; name and certificate stay those of the target's host.
     *
     * @param address null where a proxy finds it
     * @throws Failure (payload) if path or headers are not fit for HTTP
     */
    RequestOptions options(SentRequest sent, Hop hop, @Nullable InetAddress address) {
        ConnectionRequest request = sent.request();
        ServiceAddress target = hop.target();
        return new RequestOptions()
                .setServer(address == null ? null : socket(address, target.port()))
                .setHost(target.hostOfUrl())
                .setPort(target.port())
                .setSsl(target.tls())
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(hop.uri() == null ? uri(request) : hop.uri())
                .setFollowRedirects(false)
                .setConnectTimeout(sent.timeout().toMillis())
                .setHeaders(hop.own() ? headers(request, sent.proof()) : strangersHeaders());
    }

    /** The absolute address that a request goes to. */
    URI url(SentRequest sent, Hop hop) {
        return hop.url(hop.uri() == null ? uri(sent.request()) : hop.uri());
    }

    /** What another origin gets that a redirect led to: nothing that could hold a secret. */
    private MultiMap strangersHeaders() {
        MultiMap headers = HttpHeaders.headers();
        for (String name : FOR_STRANGERS) {
            headers.set(name, ownHeaders.get(name));
        }
        return headers;
    }

    /** Method and address for messages, without the query: it may hold what should not be read. */
    String describe(ConnectionRequest request) {
        String path = join(request.path());
        int query = path.indexOf('?');
        return request.method() + ' ' + config.baseUrl().getScheme() + "://"
                + config.baseUrl().getRawAuthority() + (query < 0 ? path : path.substring(0, query));
    }

    private SocketAddress socket(InetAddress address, int port) {
        Target known = lastTarget;
        if (known != null && known.port() == port && known.address().equals(address)) {
            return known.socket();
        }
        SocketAddress socket = SocketAddress.inetSocketAddress(port, address.getHostAddress());
        lastTarget = new Target(address, port, socket);
        return socket;
    }

    private String uri(ConnectionRequest request) {
        String path = join(request.path());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                throw Failure.payload("the path holds a character that must be encoded");
            }
        }
        return path.startsWith("/") ? path : '/' + path;
    }

    private String join(String path) {
        boolean slash = path.isEmpty() || path.startsWith("/") || path.startsWith("?");
        return basePath + (slash ? "" : "/") + path;
    }

    private MultiMap headers(ConnectionRequest request, Optional<Proof> proof) {
        MultiMap headers = HttpHeaders.headers(); // checks names and values
        headers.setAll(ownHeaders);
        try {
            request.headers().forEach((name, value) -> {
                if (!NOT_THE_CALLERS.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.set(name, value);
                }
            });
        } catch (IllegalArgumentException e) {
            throw Failure.payload("a header of the call is no HTTP header, or its value has a line break");
        }
        if (request.idempotencyKey() != null) {
            headers.set("Idempotency-Key", request.idempotencyKey());
        }
        if (signer != null) {
            sign(signer, request, headers);
        }
        proof.ifPresent(shown -> headers.set(shown.header(), shown.value()));
        return headers;
    }

    private static void sign(Signer signer, ConnectionRequest request, MultiMap headers) {
        Signer.Signature signature = signer.sign(headers.get(Signer.ID), request.body());
        headers.set(Signer.TIMESTAMP, signature.timestamp()).set(Signer.SIGNATURE, signature.signatures());
    }
}
