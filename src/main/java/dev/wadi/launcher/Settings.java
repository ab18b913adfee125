package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.plugin.service.ServiceSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
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
 * @param plugins what plugins are loaded
 * @param allowPrivateUrls whether webhooks by URL may reach private addresses
 * @param maxCalls how many calls of all connections may be under way
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
        PluginSwitches plugins,
        boolean allowPrivateUrls,
        int maxCalls,
        Set<String> stages,
        RetrySchedule retries,
        ServiceSettings service) {

    static final String FILE = "application.properties";

    static final int MAX_PORT = 65_535;

    Settings {
        kafkaClient = Map.copyOf(kafkaClient);
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
        Settings settings = new SettingsReader(properties, environment, problems).settings(home);
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
                plugins,
                allowPrivateUrls,
                maxCalls,
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
                plugins,
                allowPrivateUrls,
                maxCalls,
                stages,
                newRetries,
                service);
    }

    private static void requirePort(String option, @Nullable Integer port, Problems problems) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            problems.add(option, "must be a port from 0 to " + MAX_PORT + ", but was " + port);
        }
    }
}
