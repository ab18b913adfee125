package dev.wadi.connection;

/**
 * What carries a connection's requests.
 *
 * @param allowPrivate whether it may reach this machine and private networks
 * @param maxConnections open connections to the host at the same time
 */
public record Transport(boolean allowPrivate, int maxConnections) {

    static final int DEFAULT_MAX_CONNECTIONS = 64;

    /** The defaults: public addresses, over up to 64 connections. */
    public static final Transport DEFAULT = new Transport(false, DEFAULT_MAX_CONNECTIONS);

    /** The same with private addresses allowed or not. */
    public Transport withAllowPrivate(boolean allowed) {
        return new Transport(allowed, maxConnections);
    }

    /** The same with another number of connections. */
    public Transport withMaxConnections(int other) {
        return new Transport(allowPrivate, other);
    }
}
