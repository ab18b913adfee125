package dev.wadi.connection;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A named connection as it is configured.
 *
 * @param name the name; the file's name where it has a file of its own
 * @param baseUrl the address that paths are appended to, without a slash at its end; its host may be the name of a
 *     service, as {@code service://name}
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

    /** The scheme of an address that names a service. */
    static final String SERVICE = "service";
    /** The same for instances that speak https only. */
    static final String SERVICE_TLS = "service+https";

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

    /** The service whose instances it calls, if it names one instead of a host. */
    Optional<String> service() {
        return baseUrl.getScheme().startsWith(SERVICE) ? Optional.of(baseUrl.getRawAuthority()) : Optional.empty();
    }

    /** Whether it calls only those instances that speak https. */
    boolean isTlsRequired() {
        return baseUrl.getScheme().equals(SERVICE_TLS);
    }

    /** The host that it calls, if it names one. */
    ServiceAddress address() {
        boolean tls = baseUrl.getScheme().equals("https");
        int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : tls ? 443 : 80;
        return new ServiceAddress(baseUrl.getHost().replace("[", "").replace("]", ""), port, tls);
    }
}
