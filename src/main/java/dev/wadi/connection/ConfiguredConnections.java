package dev.wadi.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.wadi.config.ConfigException;
import dev.wadi.config.FileWatch;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.config.Variables;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.connection.limit.Permits;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Reopenings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The connections of the configuration, and those that an absolute URL asks for. */
public final class ConfiguredConnections implements Connections, AutoCloseable {

    /** How many attempts of all connections may be under way: as many as eight have that are busy to their limit. */
    public static final int DEFAULT_MAX_TOTAL = 2_048;

    private static final int MAX_WAITING = 100_000;
    private static final int MAX_ORIGINS = 500;

    private static final CompletionStage<Void> NOTHING_TO_READ = CompletableFuture.completedStage(null);

    private final RunningConnections running;
    private final Set<String> unusable = new TreeSet<>(); // those that can't be opened: nobody is to miss them
    private final Set<NamedConnection> evicted = ConcurrentHashMap.newKeySet(); // whose calls may be under way
    // Of those that messages fill in there may be any number: the least used ones end after their calls.
    private final Cache<String, NamedConnection> byOrigin = Caffeine.newBuilder()
            .maximumSize(MAX_ORIGINS)
            .executor(Runnable::run)
            .evictionListener(this::evicted)
            .build();
    private final HttpRuntime runtime;
    private final boolean allowPrivateUrls;
    private @Nullable ConnectionReload reload;
    private @Nullable CompletableFuture<Void> rereading; // under the lock of this

    /**
     * Opens connections.
     *
     * @param allowPrivateUrls whether {@link #adHoc} reaches this machine and private networks
     */
    public ConfiguredConnections(Collection<ConnectionConfig> configs, Vertx vertx, boolean allowPrivateUrls) {
        this(configs, vertx, HostResolver.ofSystem(), allowPrivateUrls);
    }

    ConfiguredConnections(
            Collection<ConnectionConfig> configs, Vertx vertx, HostResolver resolver, boolean allowPrivateUrls) {
        var scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("wadi-connection-retry").factory());
        this.runtime = new HttpRuntime(
                vertx,
                scheduler,
                resolver,
                Clock.systemUTC(),
                new Permits(DEFAULT_MAX_TOTAL, MAX_WAITING),
                new CallHooks());
        this.running = new RunningConnections(runtime, this::reread);
        this.allowPrivateUrls = allowPrivateUrls;
        configs.forEach(running::take);
    }

    /**
     * Opens the connections of folders and files, whose paths are relative to the working directory.
     *
     * @param places folders of {@code <name>.yaml}, and files; those that don't exist are skipped
     * @param problems gets what is wrong; a connection without a usable address is left out
     */
    public static ConfiguredConnections load(
            List<Path> places, Variables variables, Problems problems, Vertx vertx, boolean allowPrivateUrls) {
        ConnectionSources sources = new ConnectionSources(Path.of(""), places, List.of(), variables);
        return load(sources, problems, vertx, allowPrivateUrls);
    }

    /**
     * Opens the connections that are found.
     *
     * @param problems gets what is wrong; a connection without a usable address is left out
     */
    public static ConfiguredConnections load(
            ConnectionSources sources, Problems problems, Vertx vertx, boolean allowPrivateUrls) {
        ReadConnections read = ConnectionFiles.read(sources);
        for (Problem problem : read.problems()) {
            problems.add(problem.where(), problem.message());
        }
        ConfiguredConnections connections = new ConfiguredConnections(List.of(), vertx, allowPrivateUrls);
        read.configs().forEach((name, config) -> connections.running.take(config, read.place(name), problems));
        connections.unusable.addAll(read.names());
        connections.unusable.removeAll(connections.running.names());
        connections.reload = new ConnectionReload(sources, read, connections.running);
        return connections;
    }

    /** Reads the files anew when one of them changes, or one that belongs to them, until what this returns is closed. */
    public AutoCloseable watch() {
        ConnectionReload reading = reload;
        if (reading == null) {
            throw new IllegalStateException("these connections were read from no files");
        }
        return FileWatch.start("connections", reading::places, reading::run);
    }

    /** Asks for variables, too, that are set nowhere else, whenever the files are read anew. */
    public void findVariablesIn(Variables.Lookup variables) {
        if (reload != null) {
            reload.askAlso(variables);
        }
    }

    /** Reads the files anew now; whoever asks meanwhile waits for the same reading. */
    private synchronized CompletionStage<Void> reread() {
        ConnectionReload reading = reload;
        if (reading == null) {
            return NOTHING_TO_READ;
        }
        if (rereading == null || rereading.isDone()) {
            rereading = CompletableFuture.runAsync(reading::run, runtime.blocking());
        }
        return rereading;
    }

    /** Has each call, of whatever connection, go through an interceptor from now on. */
    public void intercept(CallInterceptor interceptor) {
        runtime.hooks().intercept(interceptor);
    }

    /** Has attempts, retries, breakers and calls under way measured from now on. */
    public void measure(MeterRegistry registry) {
        ConnectionMeters meters = new ConnectionMeters(registry);
        runtime.hooks().measure(meters);
        running.giveBreakers((name, breaker) -> meters.watch(name, () -> running.find(name)));
    }

    /** Limits how many attempts of all connections together are under way at a time; those beyond wait for their turn. */
    public void limit(int total) {
        runtime.slots().limit(total);
    }

    /** Where the connections find the instances of services. */
    public void findServicesIn(ServiceDirectory services) {
        runtime.hooks().find(services);
    }

    /** Where it is told that a connection may be worth a call again: its breaker lets calls through, or it has changed. */
    public Reopenings reopenings() {
        return runtime.hooks().reopenings();
    }

    @Override
    public Set<String> names() {
        Set<String> names = running.names();
        names.addAll(unusable);
        return Set.copyOf(names);
    }

    @Override
    public ConnectionClient get(String name, String where) {
        NamedConnection connection = running.get(name, where);
        if (connection == null) {
            throw new ConfigException(
                    where,
                    "no connection named '" + name + "'. " + Suggestion.of(name, running.names(), "Connections"));
        }
        return connection;
    }

    /**
     * A connection without credentials for an absolute URL, through the same gate and with the default limits; one for
     * each origin.
     *
     * @param url an http or https URL; what follows its origin is not looked at
     */
    public ConnectionClient adHoc(URI url) {
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || !Set.of("http", "https").contains(url.getScheme())) {
            throw new ConfigException(
                    "webhook", "the url must be https://host/path or http://host/path, without user and password");
        }
        String origin = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return byOrigin.get(
                origin,
                name -> new NamedConnection(
                        ConnectionConfig.of(name, URI.create(name))
                                .withTransport(Transport.DEFAULT.withAllowPrivate(allowPrivateUrls)),
                        runtime,
                        () -> NOTHING_TO_READ));
    }

    private void evicted(@Nullable String origin, @Nullable NamedConnection connection, RemovalCause cause) {
        if (connection != null) {
            evicted.removeIf(NamedConnection::isOver);
            evicted.add(connection);
            connection.retire();
        }
    }

    /** The circuit breakers by their connections' names. */
    public Map<String, CircuitBreaker> breakers() {
        return running.breakers();
    }

    /**
     * Gives each circuit breaker to somebody by its connection's name, so that a route's {@code circuitBreaker} step can use
     * it: now, and where a reload makes a new one.
     */
    public void giveBreakers(BiConsumer<String, CircuitBreaker> taker) {
        running.giveBreakers(taker);
    }

    @Override
    public void close() {
        runtime.scheduler().shutdownNow();
        running.close();
        byOrigin.asMap().values().forEach(NamedConnection::close);
        evicted.forEach(NamedConnection::close);
    }
}
