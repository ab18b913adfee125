package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.kafka.broker.EmbeddedBroker;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.manage.ManagementServer;
import dev.wadi.manage.ManagementSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Wadi: camel-main with the project's routes, plugins and connections. Closing it stops taking in, lets what
 * has begun finish, commits, and frees everything in the reverse order of its start.
 */
final class Pipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Wiring wiring;
    private @Nullable ManagementServer management;
    private @Nullable ManagementSettings managementSettings;
    private RoutePlaces routePlaces = RoutePlaces.NONE;

    private Pipeline() {}

    /**
     * What to run.
     *
     * @param home the project: the folder of routes/, plugins/, connections/ and application.properties
     * @param settings the settings
     * @param variables what <code>${VAR}</code> stands for
     * @param routes the route files
     * @param bootstrapServers where Kafka is; empty for an embedded broker
     * @param observers who hears of what happens
     */
    record Plan(
            Path home,
            Settings settings,
            Variables variables,
            List<Path> routes,
            Optional<String> bootstrapServers,
            Observers observers) {}

    /**
     * Starts.
     *
     * @throws ConfigException with what the operator must set right; nothing is left running then
     */
    static Pipeline start(Plan plan) throws Exception {
        Pipeline pipeline = new Pipeline();
        try {
            pipeline.open(plan);
            return pipeline;
        } catch (Exception e) {
            pipeline.close();
            ConfigException explained = new StartTrouble(pipeline.routePlaces).explain(e);
            throw explained == null ? e : explained;
        }
    }

    private void open(Plan plan) throws Exception {
        Settings settings = plan.settings();
        ManagementSettings access = managementSettings(settings);
        managementSettings = access;
        RoutePlaces places = RouteSyntax.read(plan.routes());
        routePlaces = places;
        Wiring.Files files = Wiring.read(plan.home(), settings, plan.variables(), this::own);
        RouteReferences.check(places, files.connections(), files.stages());
        String servers = plan.bootstrapServers().orElseGet(() -> startBroker(settings));
        KafkaSettings kafka = new KafkaSettings(servers, settings.kafkaClient(), settings.createTopics());
        Wiring wired = new Wiring(
                files, kafka, Effects.live(files.connections(), kafka, this::own), plan.observers(), this::own);
        wiring = wired;
        Main camel = configure(plan.home(), plan.routes());
        parts.push(camel::stop);
        camel.addMainListener(new org.apache.camel.main.MainListenerSupport() {
            @Override
            public void afterConfigure(org.apache.camel.main.BaseMainSupport configured) {
                CamelContext context = configured.getCamelContext();
                management =
                        own(ManagementServer.start(context, wired.meters(), access, Optional.of(wired.pluginPages())));
                wired.bind(context);
            }
        });
        camel.start();
        own(files.connections().watch());
        if (settings.plugins().reload() && settings.plugins().enabled()) {
            own(wired.watchPlugins(settings.plugins().watched(plan.home())));
        }
        own(wired.register(camel.getCamelContext(), management == null ? 0 : management.port()));
        LOG.info("{} routes run on Kafka at {}", camel.getCamelContext().getRoutesSize(), servers);
    }

    private String startBroker(Settings settings) {
        EmbeddedBroker broker = own(
                EmbeddedBroker.start(settings.brokerFolder(), settings.brokerPort(), settings.brokerControllerPort()));
        LOG.info("Embedded Kafka broker at {}, records in {}", broker.bootstrapServers(), settings.brokerFolder());
        return broker.bootstrapServers();
    }

    /** A camel-main for the project's routes, not started. */
    static Main configure(Path home, List<Path> routes) {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("file:" + home.resolve(Settings.FILE) + ";optional=true");
        camel.configure()
                .withName("wadi")
                .withRoutesIncludePattern(
                        routes.stream().map(file -> "file:" + file).collect(Collectors.joining(",")));
        return camel;
    }

    private static ManagementSettings managementSettings(Settings settings) {
        return settings.managementPassword()
                .map(password -> new ManagementSettings(
                        settings.managementHost(),
                        settings.managementPort(),
                        settings.managementUser(),
                        password,
                        false))
                .orElseGet(() -> ManagementSettings.withGeneratedPassword(
                        settings.managementHost(), settings.managementPort(), settings.managementUser()));
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    /** Each consumer's numbers of this moment. */
    List<ConsumerStatistics.Snapshot> consumers() {
        Wiring wired = wiring;
        return wired == null ? List.of() : wired.consumers();
    }

    /** Where Hawtio is. */
    URI console() {
        ManagementServer server = management;
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.console();
    }

    /** The password for the console, to show it to whoever started us where it was made up for this run. */
    Secret password() {
        return Objects.requireNonNull(managementSettings, "not started").password();
    }

    @Override
    public synchronized void close() {
        closeAll(parts);
    }

    /** Closes parts, the last one first, each whatever became of the others. */
    static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("A part did not stop cleanly", e);
            }
        }
    }
}
