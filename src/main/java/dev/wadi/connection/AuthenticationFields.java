package dev.wadi.connection;

import dev.wadi.config.Secret;
import dev.wadi.config.YamlMapping;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a connection that say who it is. */
final class AuthenticationFields {

    static final List<String> KNOWN = List.of("auth_type", "auth_token", "auth_header", "allow_insecure");

    private final YamlMapping fields;

    AuthenticationFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported. */
    Authentication read() {
        Authentication.Type type =
                fields.choice("auth_type", Authentication.Type.class).orElse(Authentication.Type.NONE);
        Optional<Secret> token =
                fields.secret("auth_token").filter(secret -> !secret.value().isBlank());
        String header = fields.text("auth_header").orElse(type.defaultHeader());
        if (!header.matches(ConnectionFields.TOKEN)) {
            fields.problem("auth_header", "auth_header is no header name, but was '" + header + "'");
        }
        if (type == Authentication.Type.NONE) {
            if (token.isPresent()) {
                fields.problem("auth_token", "auth_token needs an auth_type. Possible: bearer, api_key, basic");
            }
            return Authentication.none();
        }
        if (token.isEmpty()) {
            fields.problem(
                    fields.has("auth_token") ? "auth_token" : "auth_type",
                    "auth_type " + type.label() + " needs an auth_token");
            return Authentication.none();
        }
        if (token.get().value().chars().anyMatch(c -> c < ' ')) {
            fields.problem("auth_token", "auth_token holds a line break or another control character");
        }
        return new Authentication(type, token.get(), header);
    }

    /** Reports credentials that would be readable on the way, unless that is allowed. */
    void refuseInsecure(URI url, Authentication authentication, Map<String, String> headers) {
        if (fields.bool("allow_insecure").orElse(false)) {
            return;
        }
        boolean credentials = authentication.type() != Authentication.Type.NONE
                || headers.keySet().stream()
                        .anyMatch(header -> header.matches("(?i)(proxy-)?authorization|cookie|x-api-key"));
        if (credentials && url.getScheme().equals(ConnectionConfig.SERVICE)) {
            fields.problem(
                    "base_url",
                    "base_url is service://, whose instances may speak plain http, and credentials would be readable on"
                            + " the way. Use service+https://, or set allow_insecure: true");
            return;
        }
        boolean loopback = url.getHost() != null && url.getHost().matches("(?i)localhost|127\\.[0-9.]+|\\[::1]");
        if (credentials && url.getScheme().equals("http") && !loopback) {
            fields.problem(
                    "base_url",
                    "base_url is plain http, and credentials would be readable on the way. Use https, or set"
                            + " allow_insecure: true");
        }
    }
}
