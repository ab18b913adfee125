package dev.wadi.connection;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A named connection as it is configured.
 *
 * @param name the name; the file's name where it has a file of its own
 * @param baseUrl the address that paths are appended to, without a slash at its end
 * @param authentication the credentials
 * @param timeout how long one attempt may take, from the call to the last byte of the answer
 * @param retry how often a call is tried
 * @param breaker when its circuit breaker opens
 * @param headers sent with each call
 * @param allowPrivate whether it may reach this machine and private networks
 * @param maxConnections open connections to the host at the same time
 */
public record ConnectionConfig(
        String name,
        URI baseUrl,
        Authentication authentication,
        Duration timeout,
        RetryPolicy retry,
        BreakerPolicy breaker,
        Map<String, String> headers,
        boolean allowPrivate,
        int maxConnections) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    static final int DEFAULT_MAX_CONNECTIONS = 64;

    public ConnectionConfig {
        headers = Map.copyOf(headers);
    }

    /** A connection with nothing but an address, all else by default. */
    public static ConnectionConfig of(String name, URI baseUrl) {
        return new ConnectionConfig(
                name,
                baseUrl,
                Authentication.none(),
                DEFAULT_TIMEOUT,
                RetryPolicy.DEFAULT,
                BreakerPolicy.DEFAULT,
                Map.of(),
                false,
                DEFAULT_MAX_CONNECTIONS);
    }

    /** The same with private addresses allowed or not. */
    ConnectionConfig withAllowPrivate(boolean allowed) {
        return new ConnectionConfig(
                name, baseUrl, authentication, timeout, retry, breaker, headers, allowed, maxConnections);
    }

    boolean isTls() {
        return baseUrl.getScheme().equals("https");
    }

    /** The host as it is resolved: an IPv6 literal without its brackets. */
    String host() {
        return baseUrl.getHost().replace("[", "").replace("]", "");
    }

    int port() {
        if (baseUrl.getPort() >= 0) {
            return baseUrl.getPort();
        }
        return isTls() ? 443 : 80;
    }
}
