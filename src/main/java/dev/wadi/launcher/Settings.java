package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import dev.wadi.config.Suggestion;
import dev.wadi.config.Variables;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.plugin.service.ServiceSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code application.properties}. A variable of the environment wins over the file: {@code
 * WADI_MANAGEMENT_PORT} over {@code wadi.management.port}.
 *
 * @param brokerPort the embedded broker's port for clients
 * @param brokerControllerPort the port that the embedded broker needs for its own metadata
 * @param brokerFolder where the embedded broker keeps its records
 * @param createTopics whether missing topics are created
 * @param kafkaClient further properties of each Kafka client ({@code wadi.kafka.client.*})
 * @param managementHost where the management port listens
 * @param managementPort the port of Hawtio, health and metrics
 * @param managementUser who may sign in
 * @param managementPassword the password, if one is configured
 * @param pluginsEnabled whether plugins are loaded
 * @param pluginsFolders the folders of plugins
 * @param allowPrivateUrls whether webhooks by URL may reach private addresses
 * @param stages stages beyond Wadi's own
 * @param retries how often and when a record that fails for a while is tried again
 * @param service what this instance is registered as
 */
record Settings(
        int brokerPort,
        int brokerControllerPort,
        Path brokerFolder,
        boolean createTopics,
        Map<String, String> kafkaClient,
        String managementHost,
        int managementPort,
        String managementUser,
        Optional<Secret> managementPassword,
        boolean pluginsEnabled,
        List<Path> pluginsFolders,
        boolean allowPrivateUrls,
        Set<String> stages,
        RetrySchedule retries,
        ServiceSettings service) {

    static final String FILE = "application.properties";

    private static final int MAX_PORT = 65_535;
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
            "wadi.webhooks.allow-private",
            "wadi.service.name",
            "wadi.service.host",
            "wadi.service.port",
            "wadi.service.tags",
            "wadi.service.register",
            "wadi.retry.delays",
            "wadi.retry.max-retries",
            "wadi.stages"));

    Settings {
        kafkaClient = Map.copyOf(kafkaClient);
        pluginsFolders = List.copyOf(pluginsFolders);
        stages = Set.copyOf(stages);
    }

    /** Without the properties of Kafka's clients, which may hold passwords. */
    @Override
    public String toString() {
        return "Settings[broker " + brokerPort + ", management " + managementHost + ":" + managementPort + "]";
    }

    /**
     * Reads the file of a project, which may be missing.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    static Settings read(Path home, Variables.Lookup environment) {
        Path file = home.resolve(FILE);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " can't be read", e);
            }
        }
        Problems problems = new Problems();
        Settings settings = new Values(properties, environment, problems).settings(home);
        problems.throwIfAny();
        return settings;
    }

    /**
     * With ports from the command line, where given.
     *
     * @throws ConfigException if one is no port
     */
    Settings with(@Nullable Integer newBrokerPort, @Nullable Integer newManagementPort) {
        Problems problems = new Problems();
        requirePort("--broker-port", newBrokerPort, problems);
        requirePort("--management-port", newManagementPort, problems);
        problems.throwIfAny();
        return new Settings(
                newBrokerPort == null ? brokerPort : newBrokerPort,
                brokerControllerPort,
                brokerFolder,
                createTopics,
                kafkaClient,
                managementHost,
                newManagementPort == null ? managementPort : newManagementPort,
                managementUser,
                managementPassword,
                pluginsEnabled,
                pluginsFolders,
                allowPrivateUrls,
                stages,
                retries,
                service);
    }

    /** With other retries. */
    Settings with(RetrySchedule newRetries) {
        return new Settings(
                brokerPort,
                brokerControllerPort,
                brokerFolder,
                createTopics,
                kafkaClient,
                managementHost,
                managementPort,
                managementUser,
                managementPassword,
                pluginsEnabled,
                pluginsFolders,
                allowPrivateUrls,
                stages,
                newRetries,
                service);
    }

    private static void requirePort(String option, @Nullable Integer port, Problems problems) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            problems.add(option, "must be a port from 0 to " + MAX_PORT + ", but was " + port);
        }
    }

    /** Reads single values, collecting what is wrong. */
    private record Values(Properties properties, Variables.Lookup environment, Problems problems) {

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
                    flag("wadi.plugins.enabled", true)
                            && list("wadi.plugins.dir", "plugins").findAny().isPresent(),
                    list("wadi.plugins.dir", "plugins").map(home::resolve).toList(),
                    flag("wadi.webhooks.allow-private", false),
                    names("wadi.stages"),
                    retries(),
                    service());
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
                    problems.add(FILE, "unknown setting '" + key + "'. " + Suggestion.of(key, KNOWN, "Known settings"));
                }
            }
        }

        private Optional<String> text(String key) {
            String fromEnvironment = environment.get(
                    key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
            if (fromEnvironment != null) {
                return Optional.of(fromEnvironment.strip());
            }
            return Optional.ofNullable(properties.getProperty(key))
                    .map(value -> new Variables(environment).expand(value.strip(), FILE + ": " + key, problems));
        }

        private int port(String key, int fallback) {
            Optional<String> text = text(key);
            if (text.isEmpty()) {
                return fallback;
            }
            try {
                int port = Integer.parseInt(text.get());
                if (port >= 0 && port <= MAX_PORT) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            problems.add(FILE, key + " must be a port from 0 to " + MAX_PORT + ", but was '" + text.get() + "'");
            return fallback;
        }

        private boolean flag(String key, boolean fallback) {
            return text(key)
                    .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                        case "true" -> true;
                        case "false" -> false;
                        default -> {
                            problems.add(FILE, key + " must be true or false, but was '" + text + "'");
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
                problems.add(FILE, "wadi.retry.max-retries must be a number from 0 on");
            } catch (IllegalArgumentException e) {
                problems.add(FILE, "wadi.retry: " + e.getMessage());
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
}
