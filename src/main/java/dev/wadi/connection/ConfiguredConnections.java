package dev.wadi.connection;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.config.Variables;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.record.Reopenings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The connections of the configuration, and those that an absolute URL asks for. */
public final class ConfiguredConnections implements Connections, AutoCloseable {

    private final Map<String, HttpConnection> byName = new LinkedHashMap<>();
    private final Set<String> names = new TreeSet<>(); // with those that can't be opened: nobody is to miss them
    private final Map<String, HttpConnection> byOrigin = new ConcurrentHashMap<>();
    private final HttpRuntime runtime;
    private final boolean allowPrivateUrls;

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
        this.runtime = new HttpRuntime(vertx, scheduler, resolver, Clock.systemUTC(), new CallHooks());
        this.allowPrivateUrls = allowPrivateUrls;
        configs.forEach(config -> byName.put(config.name(), new HttpConnection(config, runtime)));
        names.addAll(byName.keySet());
    }

    /**
     * Opens the connections of folders and files.
     *
     * @param places folders of {@code <name>.yaml}, and files; those that don't exist are skipped
     * @param problems gets what is wrong; a connection without a usable address is left out
     */
    public static ConfiguredConnections load(
            List<Path> places, Variables variables, Problems problems, Vertx vertx, boolean allowPrivateUrls) {
        ConnectionFiles files = new ConnectionFiles(variables, problems);
        ConfiguredConnections connections =
                new ConfiguredConnections(files.read(places).values(), vertx, allowPrivateUrls);
        connections.names.addAll(files.names());
        return connections;
    }

    /** Has each call, of whatever connection, go through an interceptor from now on. */
    public void intercept(CallInterceptor interceptor) {
        runtime.hooks().intercept(interceptor);
    }

    /** Where the connections find the instances of services. */
    public void findServicesIn(ServiceDirectory services) {
        runtime.hooks().find(services);
    }

    /** Where it is told that a connection may be worth a call again: its breaker lets calls through, or it has changed. */
    public void announceTo(Reopenings reopenings) {
        runtime.hooks().announceTo(reopenings);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(names);
    }

    @Override
    public ConnectionClient get(String name, String where) {
        HttpConnection connection = byName.get(name);
        if (connection == null) {
            throw new ConfigException(
                    where,
                    "no connection named '" + name + "'. " + Suggestion.of(name, byName.keySet(), "Connections"));
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
        return byOrigin.computeIfAbsent(
                origin,
                name -> new HttpConnection(
                        ConnectionConfig.of(name, URI.create(name))
                                .withTransport(Transport.DEFAULT.withAllowPrivate(allowPrivateUrls)),
                        runtime));
    }

    /** The circuit breakers by their connections' names, so that a route's {@code circuitBreaker} step can use them. */
    public Map<String, CircuitBreaker> breakers() {
        Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
        byName.forEach((name, connection) -> breakers.put(name, connection.breaker()));
        return breakers;
    }

    @Override
    public void close() {
        runtime.scheduler().shutdownNow();
        byName.values().forEach(HttpConnection::close);
        byOrigin.values().forEach(HttpConnection::close);
    }
}
