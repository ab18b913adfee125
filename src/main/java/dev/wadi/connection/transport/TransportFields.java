package dev.wadi.connection.transport;

import dev.wadi.config.YamlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The fields of a connection in YAML that say how it gets to its host. */
public final class TransportFields {

    /** Their names. */
    public static final List<String> KNOWN = List.of(
            "allow_private", "max_connections", "max_waiting", "max_response_bytes", "max_redirects", "tls", "proxy");

    private static final int MAX_PORT = 65_535;
    private static final int MAX_REDIRECTS = 20;

    private final YamlMapping fields;
    private final Path home;
    private final Consumer<Path> files;

    /**
     * Takes the fields of a connection.
     *
     * @param home what paths of files are relative to
     * @param files gets each file that is read, so that it can be watched
     */
    public TransportFields(YamlMapping fields, Path home, Consumer<Path> files) {
        this.fields = fields;
        this.home = home;
        this.files = files;
    }

    /** Reads them; what is wrong is reported, and reads as the default. */
    public Transport read() {
        Transport defaults = Transport.DEFAULT;
        return new Transport(
                fields.bool("allow_private").orElse(false),
                fields.integer("max_connections", 1).orElse(defaults.maxConnections()),
                fields.integer("max_waiting", 0).orElse(defaults.maxWaiting()),
                fields.integer("max_response_bytes", 1).orElse(defaults.maxResponseBytes()),
                redirects(),
                fields.mapping("tls")
                        .map(tls -> new TlsFields(tls, home, files).read())
                        .orElse(Tls.DEFAULT),
                fields.mapping("proxy").map(this::proxy).orElse(null));
    }

    private int redirects() {
        int redirects = fields.integer("max_redirects", 0).orElse(Transport.DEFAULT.maxRedirects());
        if (redirects > MAX_REDIRECTS) {
            fields.problem(
                    "max_redirects", "max_redirects must be at most " + MAX_REDIRECTS + ", but was " + redirects);
            return MAX_REDIRECTS;
        }
        return redirects;
    }

    private Proxy proxy(YamlMapping proxyFields) {
        Proxy proxy = proxyOf(proxyFields);
        if (proxy.type() == Proxy.Type.HTTP && !proxy.resolves()) {
            refusePlain("base_url");
            refusePlain("oauth2_token_url");
        }
        return proxy;
    }

    private void refusePlain(String url) {
        if (fields.text(url).orElse("").matches("(?i)(http|service):.*")) {
            fields.problem(
                    "proxy",
                    "proxy: " + url
                            + " is plain http, for which a proxy of the type http finds the address itself, past"
                            + " the egress check. Use https or the type socks5, or set resolves: true");
        }
    }

    private static Proxy proxyOf(YamlMapping fields) {
        fields.refuseUnknown("type", "host", "port", "username", "password", "resolves");
        Proxy.Type type = fields.choice("type", Proxy.Type.class).orElse(Proxy.Type.HTTP);
        String host = fields.requiredText("host");
        int port = fields.integer("port", 1).orElse(type.defaultPort());
        if (port > MAX_PORT) {
            fields.problem("port", "port must be at most " + MAX_PORT + ", but was " + port);
            port = type.defaultPort();
        }
        if (!host.isEmpty() && !host.contains("${") && !host.matches("[A-Za-z0-9._:-]+")) {
            fields.problem("host", "host must be a host's name alone. Possible: proxy.example.com");
        }
        if (fields.has("password") && !fields.has("username")) {
            fields.problem("password", "password needs a username");
        }
        return new Proxy(
                type,
                host,
                port,
                fields.text("username").orElse(null),
                fields.secret("password").orElse(null),
                fields.bool("resolves").orElse(false));
    }
}
