package dev.wadi.connection;

import dev.wadi.config.Secret;
import dev.wadi.config.YamlMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of one connection in YAML. */
final class ConnectionFields {

    private static final String[] KNOWN = {
        "name",
        "base_url",
        "auth_type",
        "auth_token",
        "auth_header",
        "timeout_seconds",
        "max_retries",
        "retry_backoff_base",
        "retry_backoff_max",
        "headers",
        "allow_private",
        "allow_insecure",
        "circuit_breaker",
        "max_connections"
    };
    private static final String SERVICE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private final String name;
    private final YamlMapping fields;

    ConnectionFields(String name, YamlMapping fields) {
        this.name = name;
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported, and a connection without a usable address is none. */
    Optional<ConnectionConfig> read() {
        fields.refuseUnknown(KNOWN);
        Authentication authentication = authentication();
        Map<String, String> headers = headers();
        RetryPolicy retry = retry();
        BreakerPolicy breaker =
                fields.mapping("circuit_breaker").map(ConnectionFields::breaker).orElse(BreakerPolicy.DEFAULT);
        var timeout = fields.seconds("timeout_seconds").orElse(ConnectionConfig.DEFAULT_TIMEOUT);
        if (!timeout.isPositive()) {
            fields.problem("timeout_seconds", "timeout_seconds must be more than 0");
        }
        int maxConnections = fields.integer("max_connections", 1).orElse(ConnectionConfig.DEFAULT_MAX_CONNECTIONS);
        boolean allowPrivate = fields.bool("allow_private").orElse(false);
        boolean allowInsecure = fields.bool("allow_insecure").orElse(false);
        Optional<URI> baseUrl = baseUrl();
        baseUrl.filter(url -> !allowInsecure).ifPresent(url -> refuseInsecure(url, authentication, headers));
        return baseUrl.map(url -> new ConnectionConfig(
                name, url, authentication, timeout, retry, breaker, headers, allowPrivate, maxConnections));
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

    private Authentication authentication() {
        Authentication.Type type =
                fields.choice("auth_type", Authentication.Type.class).orElse(Authentication.Type.NONE);
        Optional<Secret> token =
                fields.secret("auth_token").filter(secret -> !secret.value().isBlank());
        String header = fields.text("auth_header").orElse(type.defaultHeader());
        if (!header.matches(TOKEN)) {
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

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(fields.texts("headers"));
        headers.entrySet().removeIf(header -> {
            boolean wrong =
                    !header.getKey().matches(TOKEN) || header.getValue().chars().anyMatch(c -> c < ' ');
            if (wrong) {
                fields.problem("headers", "'" + header.getKey() + "' is no HTTP header, or its value has a line break");
            }
            return wrong;
        });
        return headers;
    }

    private RetryPolicy retry() {
        RetryPolicy defaults = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                fields.integer("max_retries", 1).orElse(defaults.maxAttempts()),
                fields.seconds("retry_backoff_base").orElse(defaults.backoffBase()),
                fields.seconds("retry_backoff_max").orElse(defaults.backoffMax()));
    }

    private static BreakerPolicy breaker(YamlMapping fields) {
        fields.refuseUnknown(
                "failure_rate_threshold",
                "sliding_window_size",
                "minimum_number_of_calls",
                "wait_seconds",
                "permitted_calls_in_half_open");
        BreakerPolicy defaults = BreakerPolicy.DEFAULT;
        int threshold = fields.integer("failure_rate_threshold", 1).orElse(defaults.failureRateThreshold());
        if (threshold > 100) {
            fields.problem("failure_rate_threshold", "failure_rate_threshold is at most 100 (percent)");
            threshold = defaults.failureRateThreshold();
        }
        var openFor = fields.seconds("wait_seconds").orElse(defaults.openFor());
        if (openFor.toMillis() < 1) {
            fields.problem("wait_seconds", "wait_seconds must be more than 0");
            openFor = defaults.openFor();
        }
        return new BreakerPolicy(
                threshold,
                fields.integer("sliding_window_size", 1).orElse(defaults.slidingWindowSize()),
                fields.integer("minimum_number_of_calls", 1).orElse(defaults.minimumNumberOfCalls()),
                openFor,
                fields.integer("permitted_calls_in_half_open", 1).orElse(defaults.permittedCallsInHalfOpen()));
    }

    private void refuseInsecure(URI url, Authentication authentication, Map<String, String> headers) {
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
