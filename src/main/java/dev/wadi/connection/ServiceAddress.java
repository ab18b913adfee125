package dev.wadi.connection;

/**
 * Where a call goes to.
 *
 * @param host the host, an IPv6 literal without its brackets
 * @param port the port
 * @param tls whether it is called by https
 */
public record ServiceAddress(String host, int port, boolean tls) {

    /** The host as it stands in a URL. */
    String hostOfUrl() {
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    /**
     * Whether the host is an address instead of a name, or may be taken for one: the last part of a name is never a
     * number.
     */
    boolean isLiteral() {
        return host.indexOf(':') >= 0 || host.matches("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");
    }

    /** Whether it is this machine by its name or literal. */
    boolean isLoopback() {
        return host.matches("(?i)localhost|127\\.[0-9.]+|::1");
    }
}
