package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.secret.Redaction;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Refuses connections whose credentials would be readable on the way, unless their configuration allows that. */
final class PlainHttp {

    private static final String WHY =
            " is plain http, and credentials would be readable on the way. Use https, or set allow_insecure: true";

    private final YamlMapping fields;

    PlainHttp(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reports what is wrong. A signature is no credential: who reads it can't make another. */
    void refuse(Optional<URI> baseUrl, Authentication authentication, Map<String, String> headers) {
        if (fields.bool("allow_insecure").orElse(false)) {
            return;
        }
        boolean credentials = !(authentication instanceof Authentication.None)
                || headers.keySet().stream().anyMatch(Redaction::isSecret);
        baseUrl.filter(url -> credentials).ifPresent(this::refuse);
        if (authentication instanceof Authentication.ClientCredentials client && isReadable(client.tokenUrl())) {
            fields.problem("oauth2_token_url", "oauth2_token_url" + WHY);
        }
    }

    private void refuse(URI url) {
        if (url.getScheme().equals(ConnectionConfig.SERVICE)) {
            fields.problem(
                    "base_url",
                    "base_url is service://, whose instances may speak plain http, and credentials would be readable on"
                            + " the way. Use service+https://, or set allow_insecure: true");
        } else if (isReadable(url)) {
            fields.problem("base_url", "base_url" + WHY);
        }
    }

    /** What stays on this machine is not: but with a proxy, it goes there. */
    private boolean isReadable(URI url) {
        boolean loopback = !fields.has("proxy")
                && url.getHost() != null
                && url.getHost().matches("(?i)localhost|127\\.[0-9.]+|\\[::1]");
        return url.getScheme().equalsIgnoreCase("http") && !loopback;
    }
}
