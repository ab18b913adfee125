package dev.wadi.connection;

import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.transport.Transport;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A named connection as it is configured.
 *
 * @param name the name; the file's name where it has a file of its own
 * @param baseUrl the address that paths are appended to, without a slash at its end; its host may be the name of a
 *     service, as {@code service://name}
 * @param headers sent with each call
 * @param identity by what the server knows it
 * @param calls how calls are made
 * @param transport what carries them
 */
public record ConnectionConfig(
        String name,
        URI baseUrl,
        Map<String, String> headers,
        Identity identity,
        CallPolicy calls,
        Transport transport) {

    /** The scheme of an address that names a service. */
    static final String SERVICE = "service";
    /** The same for instances that speak https only. */
    static final String SERVICE_TLS = "service+https";

    public ConnectionConfig {
        headers = Map.copyOf(headers);
    }

    /** A connection with nothing but an address, all else by default. */
    public static ConnectionConfig of(String name, URI baseUrl) {
        return new ConnectionConfig(name, baseUrl, Map.of(), Identity.NONE, CallPolicy.DEFAULT, Transport.DEFAULT);
    }

    /** The same with other headers. */
    public ConnectionConfig withHeaders(Map<String, String> other) {
        return new ConnectionConfig(name, baseUrl, other, identity, calls, transport);
    }

    /** The same with other credentials, and unsigned. */
    public ConnectionConfig withAuthentication(Authentication other) {
        return withIdentity(Identity.of(other));
    }

    /** The same known by something else. */
    public ConnectionConfig withIdentity(Identity other) {
        return new ConnectionConfig(name, baseUrl, headers, other, calls, transport);
    }

    /** The same, but calls are made otherwise. */
    public ConnectionConfig withCalls(CallPolicy other) {
        return new ConnectionConfig(name, baseUrl, headers, identity, other, transport);
    }

    /** The same over another transport. */
    public ConnectionConfig withTransport(Transport other) {
        return new ConnectionConfig(name, baseUrl, headers, identity, calls, other);
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
        boolean tls = baseUrl.getScheme().equalsIgnoreCase("https");
        int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : tls ? 443 : 80;
        return new ServiceAddress(baseUrl.getHost().replace("[", "").replace("]", ""), port, tls);
    }
}
