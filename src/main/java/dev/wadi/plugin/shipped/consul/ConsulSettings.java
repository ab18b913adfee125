package dev.wadi.plugin.shipped.consul;

import dev.wadi.plugin.shipped.setting.DurationSetting;
import dev.wadi.plugin.spi.PluginConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Consul is, and how this instance is kept there. Its text hides the token.
 *
 * @param address the address of Consul's agent, unless a connection is given
 * @param connection the connection to the agent
 * @param token Consul's token
 * @param prefix what stands before the names of services; may be empty
 * @param interval the time between two checks of this instance's health
 * @param timeout how long a call may take
 * @param check who looks after this instance's health
 */
record ConsulSettings(
        String address,
        Optional<String> connection,
        Optional<String> token,
        String prefix,
        Duration interval,
        Duration timeout,
        Check check) {

    /** Who looks after an instance's health. */
    enum Check {
        /** Consul asks, if the instance has a health check. */
        HTTP,
        /** The instance tells Consul that it is there. */
        TTL
    }

    private static final int PORT = 8500;
    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9-]{0,60}");

    static ConsulSettings defaults() {
        return new ConsulSettings(
                "http://localhost:" + PORT,
                Optional.empty(),
                Optional.empty(),
                "wadi",
                Duration.ofSeconds(30),
                Duration.ofMillis(800),
                Check.HTTP);
    }

    static ConsulSettings read(PluginConfig config) {
        config.refuseUnknown(
                "connection",
                "scheme",
                "consul_host",
                "consul_port",
                "token",
                "service_prefix",
                "health_check_interval",
                "timeout",
                "check");
        ConsulSettings defaults = defaults();
        if (config.has("connection") && (config.has("consul_host") || config.has("consul_port"))) {
            config.problem(
                    "connection", "either 'connection' or 'consul_host' and 'consul_port' are possible, not both");
        }
        String prefix = config.text("service_prefix").orElse(config.has("service_prefix") ? "" : defaults.prefix());
        if (!PREFIX.matcher(prefix).matches()) {
            config.problem(
                    "service_prefix",
                    "service_prefix must be of letters, digits and '-', at most 60, but was '" + prefix + "'");
        }
        return new ConsulSettings(
                address(config),
                config.connection("connection"),
                config.text("token").filter(token -> !token.isBlank()),
                prefix,
                DurationSetting.read(config, "health_check_interval", defaults.interval()),
                DurationSetting.read(config, "timeout", defaults.timeout()),
                check(config));
    }

    private static String address(PluginConfig config) {
        String scheme = config.text("scheme").orElse("http").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            config.problem("scheme", "scheme must be http or https, but was '" + scheme + "'");
        }
        String host = config.text("consul_host").orElse("localhost");
        if (!HOST.matcher(host).matches()) {
            config.problem("consul_host", "consul_host must be the name or address of a host, but was '" + host + "'");
        }
        int port = config.integer("consul_port", 1).orElse(PORT);
        if (port > MAX_PORT) {
            config.problem("consul_port", "consul_port must be at most 65535, but was " + port);
        }
        return scheme + "://" + host + ':' + port;
    }

    private static Check check(PluginConfig config) {
        String check = config.text("check").orElse("http").toLowerCase(Locale.ROOT);
        if (!check.equals("http") && !check.equals("ttl")) {
            config.problem("check", "check must be http or ttl, but was '" + check + "'");
        }
        return check.equals("ttl") ? Check.TTL : Check.HTTP;
    }

    @Override
    public String toString() {
        return "ConsulSettings[" + connection.orElse(address) + ", prefix=" + prefix + ']';
    }
}
