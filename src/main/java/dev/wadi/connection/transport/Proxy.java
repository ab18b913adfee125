package dev.wadi.connection.transport;

import dev.wadi.config.Secret;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a connection and its host.
 *
 * @param type the protocol it speaks
 * @param host its host, which need not pass the egress gate: who configures it means it
 * @param port its port
 * @param username who uses it; null for nobody in particular
 * @param password their password
 * @param resolves whether it is told the host's name, and finds the address itself; else it is told the checked address
 */
public record Proxy(
        Type type,
        String host,
        int port,
        @Nullable String username,
        @Nullable Secret password,
        boolean resolves) {

    /** The protocol of a proxy. */
    public enum Type {
        /** An HTTP proxy, asked for a tunnel ({@code CONNECT}). */
        HTTP,
        /** SOCKS version 5. */
        SOCKS5;

        int defaultPort() {
            return this == HTTP ? 3128 : 1080;
        }
    }

    ProxyOptions options() {
        return new ProxyOptions()
                .setType(type == Type.HTTP ? ProxyType.HTTP : ProxyType.SOCKS5)
                .setHost(host)
                .setPort(port)
                .setUsername(username)
                .setPassword(password == null ? null : password.value());
    }
}
