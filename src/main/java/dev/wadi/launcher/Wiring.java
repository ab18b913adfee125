package dev.wadi.launcher;

import dev.wadi.action.ActionExecutor;
import dev.wadi.claim.claimx.ClaimxEvents;
import dev.wadi.claim.claimx.ClaimxRows;
import dev.wadi.claim.claimx.component.ExtractRows;
import dev.wadi.claim.claimx.component.NeededAnswers;
import dev.wadi.claim.claimx.component.NormaliseEvent;
import dev.wadi.config.ConfigException;
import dev.wadi.config.FileWatch;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.VariablesFile;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.ConnectionSources;
import dev.wadi.connection.component.ConnectionComponent;
import dev.wadi.dlq.component.DeadLetterComponent;
import dev.wadi.dlq.component.RetriesLeft;
import dev.wadi.dlq.component.RetryComponent;
import dev.wadi.dlq.component.UnwrittenHealthCheck;
import dev.wadi.enrich.component.BatchDivides;
import dev.wadi.enrich.component.LookupComponent;
import dev.wadi.kafka.ordered.ConsumerEnvironment;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import dev.wadi.kafka.ordered.OrderedComponent;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.kafka.ordered.RunningConsumers;
import dev.wadi.kafka.publish.component.PublishComponent;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.manage.PluginPages;
import dev.wadi.manage.metrics.Meters;
import dev.wadi.manage.metrics.RouteMetrics;
import dev.wadi.plugin.component.RoutePluginHost;
import dev.wadi.plugin.component.StageComponent;
import dev.wadi.plugin.event.AnnouncedDeadLetters;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.event.QuarantineEvents;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.runtime.CheckedPlugins;
import dev.wadi.plugin.runtime.LastFailures;
import dev.wadi.plugin.runtime.PluginChanges;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.PluginRuntime;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.runtime.Surroundings;
import dev.wadi.plugin.service.ServiceSettings;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Fate;
import dev.wadi.worker.component.SuccessMessage;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes the parts of a pipeline and binds them to names: the only place that does. */
final class Wiring {

    private final Clock clock = Clock.systemUTC();
    private final RunningConsumers running = new RunningConsumers();
    private final Files files;
    private final KafkaSettings kafka;
    private final Effects effects;
    private final Fate fate;
    private final StageRunners stageRunners;
    private final Observers observers;
    private final DeadLetters deadLetters;
    private final PluginRuntime plugins;
    private final PluginKinds kinds;
    private final LastFailures failures;

    /** Takes a part over, to close it when the pipeline stops. */
    @FunctionalInterface
    interface Owner {
        <T extends AutoCloseable> T own(T part);
    }

    /**
     * What was read from the project's files, before anything is connected.
     *
     * @param connections the connections
     * @param plugins the plugins, made and not begun
     * @param stages the stages
     * @param meters the meters of the run
     * @param retries how often and when a record that fails for a while is tried again
     * @param service what this instance is registered as
     */
    record Files(
            ConfiguredConnections connections,
            CheckedPlugins plugins,
            Stages stages,
            Meters meters,
            RetrySchedule retries,
            ServiceSettings service) {}

    /**
     * Reads connections and plugins.
     *
     * @throws ConfigException with the problems of all of them
     */
    static Files read(Path home, Settings settings, Variables variables, Owner owner) {
        Problems problems = new Problems();
        ConfiguredConnections connections = connections(home, settings, variables, problems, owner);
        Stages stages = new Stages(settings.stages());
        CheckedPlugins plugins = checked(home, settings, withFile(home, variables), connections, stages, problems);
        problems.throwIfAny();
        Meters meters = owner.own(new Meters());
        connections.measure(meters.registry());
        return new Files(connections, plugins, stages, meters, settings.retries(), settings.service());
    }

    private static CheckedPlugins checked(
            Path home,
            Settings settings,
            Variables variables,
            ConfiguredConnections connections,
            Stages stages,
            Problems problems) {
        try {
            PluginSwitches plugins = settings.plugins();
            return new PluginLoader(plugins.places(home), plugins.policy(), variables, connections.names(), stages)
                    .check();
        } catch (ConfigException e) {
            problems.addAll(e);
            throw new ConfigException(problems.found());
        }
    }

    /** Reads the connections alone. */
    static ConfiguredConnections connections(
            Path home, Settings settings, Variables variables, Problems problems, Owner owner) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        owner.own(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        ConfiguredConnections connections = owner.own(ConfiguredConnections.load(
                sources(home, settings, variables), problems, vertx, settings.allowPrivateUrls()));
        connections.limit(settings.maxCalls());
        return connections;
    }

    /** The folder of connections, and the one file of all of them where earlier systems had it. */
    private static ConnectionSources sources(Path home, Settings settings, Variables variables) {
        List<Path> places =
                new ArrayList<>(List.of(home.resolve("connections"), home.resolve("routes/connections.yaml")));
        settings.plugins().folders().forEach(folder -> places.add(folder.resolve("config/connections.yaml")));
        return new ConnectionSources(
                home, places, List.of(home.resolve(VariablesFile.NAME)), withFile(home, variables));
    }

    /** With the variables of the project's own file, which the environment wins over. */
    static Variables withFile(Path home, Variables variables) {
        return variables.orElse(new VariablesFile(home.resolve(VariablesFile.NAME)));
    }

    /**
     * Makes a pipeline's parts.
     *
     * @param effects by what it has effects
     */
    Wiring(Files files, KafkaSettings kafka, Effects effects, Observers observers, Owner owner) {
        this.files = files;
        this.kafka = kafka;
        this.effects = effects;
        this.observers = observers;
        ExecutorService threads = Executors.newCachedThreadPool(Wiring::pluginThread);
        owner.own(threads::shutdownNow);
        Surroundings surroundings = new Surroundings(
                effects.connections(),
                effects.custom(),
                new EventHub(threads, meters(), clock),
                new ExtensionHub(threads, meters()));
        this.deadLetters = effects.real()
                ? new AnnouncedDeadLetters(effects.deadLetters(), surroundings.events())
                : effects.deadLetters();
        this.fate = Fate.retry(effects.retries(), deadLetters);
        PluginRegistry registry = new PluginRegistry();
        this.failures = new LastFailures(new QuarantineEvents(surroundings.events()), observers.actions(), clock);
        registry.whenGone(failures::forget);
        ActionExecutor actions = new ActionExecutor(
                        effects.publisher(),
                        effects.webhooks(),
                        effects.custom(),
                        deadLetters,
                        failures,
                        meters(),
                        clock)
                .limitedBy(registry::limits);
        this.stageRunners = new StageRunners(files.stages(), registry, actions, meters(), failures, clock);
        this.kinds = new PluginKinds(surroundings, registry::limits, files.service(), threads, meters(), clock, owner);
        kinds.serve(files.connections());
        this.plugins = owner.own(new PluginRuntime(
                files.plugins().source(),
                registry,
                surroundings,
                effects.real() ? kinds.binders() : kinds.bindersOfRoutes()));
        plugins.start(files.plugins());
    }

    /** Reloads plugins when their files change, from now on. */
    FileWatch watchPlugins(List<Path> places) {
        Supplier<Collection<Path>> all =
                () -> Stream.concat(places.stream(), files.plugins().source().places().stream())
                        .distinct()
                        .toList();
        return FileWatch.start("plugins", all, () -> {
            PluginChanges changes = plugins.reload();
            if (!changes.isEmpty()) {
                observers.plugins().accept(changes);
            }
        });
    }

    private Map<String, String> pluginTroubles() {
        Map<String, String> troubles = failures.recent();
        // Without the details: the health is for everybody, and an exception's text may hold secrets.
        plugins.troubles()
                .keySet()
                .forEach(name -> troubles.put(name, "does not run as it should: /plugins/status says why"));
        return troubles;
    }

    /** The pages about plugins. */
    PluginPages pluginPages() {
        return kinds.pages(plugins);
    }

    /** Registers this instance where service plugins keep instances; what this returns takes it out again. */
    AutoCloseable register(CamelContext context, int managementPort) {
        return kinds.register(context, managementPort);
    }

    /** A thread in which plugins hear of events; it must not keep the classes of whoever needed it first. */
    private static Thread pluginThread(Runnable work) {
        Thread thread = new Thread(work, "wadi-plugins");
        thread.setDaemon(true);
        thread.setContextClassLoader(Wiring.class.getClassLoader());
        return thread;
    }

    PrometheusMeterRegistry meters() {
        return files.meters().registry();
    }

    List<ConsumerStatistics.Snapshot> consumers() {
        return running.snapshots();
    }

    /** Binds everything that routes name. */
    void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        registry.bind(Meters.REGISTRY_NAME, meters());
        context.addRoutePolicyFactory(new RouteMetrics(meters()));
        bindComponents(context);
        kinds.bind(context, this::pluginTroubles);
        files.connections().giveBreakers(registry::bind);
        registry.bind("fate", fate);
        registry.bind("unwrittenHealthCheck", new UnwrittenHealthCheck(effects.persistent()::trouble));
        registry.bind("retriesLeft", new RetriesLeft());
        registry.bind("batchDivides", new BatchDivides());
        registry.bind("pluginHost", new RoutePluginHost(stageRunners));
        registry.bind("workerSuccess", new SuccessMessage());
        registry.bind("claimxEvent", new NormaliseEvent(new ClaimxEvents(clock)));
        registry.bind("claimxNeeds", new NeededAnswers());
        registry.bind("claimxRows", new ExtractRows(new ClaimxRows(clock)));
    }

    private void bindComponents(CamelContext context) {
        context.addComponent(
                "kafka-ordered",
                new OrderedComponent(new ConsumerEnvironment(
                        kafka,
                        effects.topics(),
                        fate,
                        effects.persistent(),
                        files.retries(),
                        files.connections().reopenings(),
                        observers.outcomes(),
                        running,
                        meters(),
                        clock)));
        context.addComponent("publish", new PublishComponent(effects.publisher(), effects.persistent()));
        context.addComponent("dead-letter", new DeadLetterComponent(deadLetters, clock));
        context.addComponent("retry", new RetryComponent(effects.retries(), deadLetters, clock));
        context.addComponent("stage", new StageComponent(stageRunners));
        context.addComponent("connection", new ConnectionComponent(effects.connections()));
        context.addComponent("lookup", new LookupComponent(meters()));
    }
}
