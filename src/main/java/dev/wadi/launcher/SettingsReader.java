package dev.wadi.launcher;

import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import dev.wadi.config.Suggestion;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.plugin.service.ServiceSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the settings one by one, collecting what is wrong.
 *
 * @param properties what the file says
 * @param environment the variables, which win over the file
 * @param problems where problems go
 */
record SettingsReader(Properties properties, Variables.Lookup environment, Problems problems) {

    private static final String PREFIX = "wadi.";
    private static final String CLIENT = "wadi.kafka.client.";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "wadi.broker.port",
            "wadi.broker.controller-port",
            "wadi.broker.folder",
            "wadi.kafka.create-topics",
            "wadi.management.host",
            "wadi.management.port",
            "wadi.management.user",
            "wadi.management.password",
            "wadi.plugins.enabled",
            "wadi.plugins.dir",
            "wadi.plugins.reload",
            "wadi.plugins.require-signed",
            "wadi.plugins.trust-store",
            "wadi.plugins.trust-store-password",
            "wadi.plugins.check-code",
            "wadi.webhooks.allow-private",
            "wadi.connections.max-total",
            "wadi.service.name",
            "wadi.service.host",
            "wadi.service.port",
            "wadi.service.tags",
            "wadi.service.register",
            "wadi.retry.delays",
            "wadi.retry.max-retries",
            "wadi.stages"));

    Settings settings(Path home) {
        refuseUnknown();
        return new Settings(
                port("wadi.broker.port", 9092),
                port("wadi.broker.controller-port", 9093),
                home.resolve(text("wadi.broker.folder").orElse(".wadi/broker")),
                flag("wadi.kafka.create-topics", true),
                kafkaClient(),
                text("wadi.management.host").orElse("127.0.0.1"),
                port("wadi.management.port", 8090),
                text("wadi.management.user").orElse("admin"),
                text("wadi.management.password").map(Secret::new),
                plugins(home),
                flag("wadi.webhooks.allow-private", false),
                maxCalls(),
                names("wadi.stages"),
                retries(),
                service());
    }

    private PluginSwitches plugins(Path home) {
        List<Path> folders =
                list("wadi.plugins.dir", "plugins").map(home::resolve).toList();
        return new PluginSwitches(
                flag("wadi.plugins.enabled", true) && !folders.isEmpty(),
                folders,
                flag("wadi.plugins.reload", true),
                flag("wadi.plugins.require-signed", false),
                text("wadi.plugins.trust-store").filter(file -> !file.isEmpty()).map(home::resolve),
                text("wadi.plugins.trust-store-password").map(Secret::new),
                flag("wadi.plugins.check-code", true));
    }

    private ServiceSettings service() {
        ServiceSettings usual = ServiceSettings.DEFAULT;
        int port = port("wadi.service.port", 0);
        return new ServiceSettings(
                text("wadi.service.name").filter(name -> !name.isEmpty()).orElse(usual.name()),
                text("wadi.service.host").filter(host -> !host.isEmpty()).orElse(usual.host()),
                port == 0 ? usual.port() : OptionalInt.of(port),
                names("wadi.service.tags"),
                text("wadi.service.register").isEmpty()
                        ? usual.register()
                        : Optional.of(flag("wadi.service.register", true)));
    }

    private void refuseUnknown() {
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX) && !key.startsWith(CLIENT) && !KNOWN.contains(key)) {
                problems.add(
                        Settings.FILE, "unknown setting '" + key + "'. " + Suggestion.of(key, KNOWN, "Known settings"));
            }
        }
    }

    private Optional<String> text(String key) {
        String fromEnvironment =
                environment.get(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        if (fromEnvironment != null) {
            return Optional.of(fromEnvironment.strip());
        }
        return Optional.ofNullable(properties.getProperty(key))
                .map(value -> new Variables(environment).expand(value.strip(), Settings.FILE + ": " + key, problems));
    }

    private int port(String key, int fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int port = Integer.parseInt(text.get());
            if (port >= 0 && port <= Settings.MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problems.add(
                Settings.FILE,
                key + " must be a port from 0 to " + Settings.MAX_PORT + ", but was '" + text.get() + "'");
        return fallback;
    }

    private int maxCalls() {
        String key = "wadi.connections.max-total";
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().matches("[1-9]\\d{0,5}")) {
            problems.add(Settings.FILE, key + " must be a number from 1 to 999999, but was '" + text.get() + "'");
            return ConfiguredConnections.DEFAULT_MAX_TOTAL;
        }
        return text.map(Integer::valueOf).orElse(ConfiguredConnections.DEFAULT_MAX_TOTAL);
    }

    private boolean flag(String key, boolean fallback) {
        return text(key)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> {
                        problems.add(Settings.FILE, key + " must be true or false, but was '" + text + "'");
                        yield fallback;
                    }
                })
                .orElse(fallback);
    }

    private RetrySchedule retries() {
        RetrySchedule usual = RetrySchedule.DEFAULT;
        try {
            int max = text("wadi.retry.max-retries").map(Integer::parseInt).orElse(usual.maxRetries());
            return text("wadi.retry.delays")
                    .map(delays -> RetrySchedule.of(delays, max))
                    .orElse(new RetrySchedule(usual.delays(), max));
        } catch (NumberFormatException e) {
            problems.add(Settings.FILE, "wadi.retry.max-retries must be a number from 0 on");
        } catch (IllegalArgumentException e) {
            problems.add(Settings.FILE, "wadi.retry: " + e.getMessage());
        }
        return usual;
    }

    private Set<String> names(String key) {
        return new LinkedHashSet<>(list(key, "").toList());
    }

    private Stream<String> list(String key, String fallback) {
        return Stream.of(text(key).orElse(fallback).split("\\s*,\\s*")).filter(item -> !item.isEmpty());
    }

    private Map<String, String> kafkaClient() {
        Map<String, String> client = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(CLIENT)) {
                text(key).ifPresent(value -> client.put(key.substring(CLIENT.length()), value));
            }
        }
        return client;
    }
}
