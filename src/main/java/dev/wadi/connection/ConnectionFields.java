package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.AuthenticationFields;
import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.auth.SigningFields;
import dev.wadi.connection.transport.Transport;
import dev.wadi.connection.transport.TransportFields;
import dev.wadi.secret.LiveSecrets;
import dev.wadi.secret.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The fields of one connection in YAML. */
final class ConnectionFields {

    private static final String SERVICE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    /** What a header's name is made of (RFC 9110, token). */
    static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private final String name;
    private final YamlMapping fields;
    private final Path home;
    private final Consumer<Path> files;

    /**
     * @param home what paths are relative to
     * @param files gets each file that belongs to the connection
     */
    ConnectionFields(String name, YamlMapping fields, Path home, Consumer<Path> files) {
        this.name = name;
        this.fields = fields;
        this.home = home;
        this.files = files;
    }

    /** Reads them; what is wrong is reported, and a connection without a usable address is none. */
    Optional<ConnectionConfig> read() {
        fields.refuseUnknown(known());
        Authentication authentication = new AuthenticationFields(fields, home, files).read();
        Identity identity =
                new Identity(authentication, fields.mapping("signing").flatMap(SigningFields::read));
        Map<String, String> headers = headers();
        CallPolicy calls = new CallFields(fields).read();
        Transport transport = new TransportFields(fields, home, files).read();
        Optional<URI> baseUrl = baseUrl();
        new PlainHttp(fields).refuse(baseUrl, authentication, headers);
        return baseUrl.map(url -> new ConnectionConfig(name, url, headers, identity, calls, transport));
    }

    private static String[] known() {
        return Stream.of(
                        Stream.of("name", "base_url", "headers", "signing", "allow_insecure"),
                        AuthenticationFields.KNOWN.stream(),
                        CallFields.KNOWN.stream(),
                        TransportFields.KNOWN.stream())
                .flatMap(keys -> keys)
                .toArray(String[]::new);
    }

    private Optional<URI> baseUrl() {
        String text = fields.requiredText("base_url");
        if (text.isEmpty() || text.contains("${")) { // both reported where it was read
            return Optional.empty();
        }
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            return baseUrlProblem(url)
                    .map(problem -> {
                        fields.problem("base_url", problem);
                        return Optional.<URI>empty();
                    })
                    .orElse(Optional.of(url));
        } catch (URISyntaxException e) {
            // Neither the text nor the exception's message: either may hold a password.
            fields.problem("base_url", "base_url is no address. Possible: https://api.example.com/v1");
            return Optional.empty();
        }
    }

    private static Optional<String> baseUrlProblem(URI url) {
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return Optional.of("base_url must not hold a user or password. Use auth_type: basic with auth_token");
        }
        boolean service = ConnectionConfig.SERVICE.equals(url.getScheme())
                || ConnectionConfig.SERVICE_TLS.equals(url.getScheme());
        if (service) {
            String name = url.getRawAuthority();
            if (name == null || !name.matches(SERVICE_NAME)) {
                return Optional.of("base_url names no service, but was '" + url
                        + "'. Possible: service://claim-api/v1, without a port");
            }
        } else if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            return Optional.of("base_url must begin with https://, http://, service:// or service+https://, but was '"
                    + url + "'");
        } else if (url.getHost() == null) {
            return Optional.of("base_url names no host, but was '" + url + "'. Possible: https://api.example.com/v1");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("base_url must end with its path: a query belongs to the call");
        }
        return Optional.empty();
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(fields.texts("headers"));
        headers.entrySet().removeIf(header -> {
            boolean wrong =
                    !header.getKey().matches(TOKEN) || header.getValue().chars().anyMatch(c -> c < ' ' || c == 0x7f);
            if (wrong) {
                fields.problem("headers", "'" + header.getKey() + "' is no HTTP header, or its value has a line break");
            }
            return wrong;
        });
        headers.forEach((header, value) -> {
            if (Redaction.isSecret(header)) {
                LiveSecrets.all().add(value); // as long as the configuration holds it
            }
        });
        return headers;
    }
}
