package dev.wadi.launcher;

import dev.wadi.action.ActionLimits;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.manage.PluginPages;
import dev.wadi.plugin.event.CircuitEvents;
import dev.wadi.plugin.event.EventHandlerBinder;
import dev.wadi.plugin.handler.Handlers;
import dev.wadi.plugin.handler.PluginHandlers;
import dev.wadi.plugin.handler.component.HandlerComponent;
import dev.wadi.plugin.health.HealthWatch;
import dev.wadi.plugin.health.component.PluginHealthChecks;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.metrics.MetricsCollection;
import dev.wadi.plugin.middleware.InboundMiddleware;
import dev.wadi.plugin.middleware.MiddlewareChain;
import dev.wadi.plugin.middleware.OutboundMiddleware;
import dev.wadi.plugin.middleware.PassageEnvironment;
import dev.wadi.plugin.middleware.component.HttpEntrance;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.property.PluginPropertiesSource;
import dev.wadi.plugin.property.PluginVariables;
import dev.wadi.plugin.runtime.PluginOperations;
import dev.wadi.plugin.runtime.Surroundings;
import dev.wadi.plugin.service.ServiceDiscovery;
import dev.wadi.plugin.service.ServiceRegistration;
import dev.wadi.plugin.service.ServiceSettings;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** What makes plugins more than plugins of stages: middleware, services, health, metrics, handlers, and events. */
final class PluginKinds {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration POINTS_EVERY = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final PassageEnvironment passage;
    private final MiddlewareChain chain;
    private final ServiceSettings service;
    private final ServiceRegistration registration;
    private final ServiceDiscovery discovery;
    private final HealthWatch health;
    private final MetricsCollection metrics;
    private final PluginVariables variables;
    private final PluginHandlers handlers;

    /**
     * Makes them.
     *
     * @param limits what a plugin may call, by its name
     * @param threads where plugins are called
     */
    PluginKinds(
            Surroundings surroundings,
            Function<String, ActionLimits> limits,
            ServiceSettings service,
            ExecutorService threads,
            MeterRegistry meters,
            Clock clock,
            Wiring.Owner owner) {
        this.surroundings = surroundings;
        this.service = service;
        ScheduledThreadPoolExecutor schedule = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("wadi-plugin-schedule").factory());
        schedule.setRemoveOnCancelPolicy(true); // or it would hold on to plugins that are gone
        owner.own(schedule::shutdownNow);
        LimitedCalls calls = new LimitedCalls(threads, LIMIT);
        this.passage = new PassageEnvironment(threads, schedule, LIMIT, meters);
        this.chain = new MiddlewareChain(surroundings.extensions(), passage);
        this.registration = new ServiceRegistration(
                service.register(), surroundings.extensions(), surroundings.events(), calls, meters);
        this.discovery = new ServiceDiscovery(calls, meters);
        this.health = new HealthWatch(surroundings.extensions(), calls, schedule, POINTS_EVERY, meters, clock);
        this.metrics = new MetricsCollection(surroundings.extensions(), calls, schedule, POINTS_EVERY, meters, clock);
        this.handlers = new PluginHandlers(limits);
        this.variables = new PluginVariables(surroundings.extensions(), calls);
    }

    List<PluginBinder> binders() {
        return List.of(
                new EventHandlerBinder(surroundings.events()),
                chain,
                health,
                metrics,
                discovery,
                registration,
                handlers);
    }

    /** Those without which routes and their calls would be others; the rest would have effects in a dry run. */
    List<PluginBinder> bindersOfRoutes() {
        return List.of(chain, discovery, handlers);
    }

    /** Stands around the calls of connections, and finds services for them. */
    void serve(ConfiguredConnections connections) {
        connections.intercept(new OutboundMiddleware(chain, passage.executor()));
        connections.findServicesIn(discovery);
        connections.findVariablesIn(variables);
        CircuitEvents circuits = new CircuitEvents(surroundings.events());
        connections.giveBreakers((name, breaker) -> circuits.watch(breaker));
    }

    /** @param troubles the plugins that failed or are quarantined, and why */
    void bind(CamelContext context, Supplier<Map<String, String>> troubles) {
        context.addComponent("handler", new HandlerComponent(new Handlers(handlers, surroundings.connections())));
        HealthCheckRegistry.get(context).register(new PluginHealthChecks(health, troubles));
        context.getPropertiesComponent().addPropertiesSource(new PluginPropertiesSource(variables));
        new HttpEntrance(context).guardWith(new InboundMiddleware(chain, passage, surroundings.events()));
    }

    PluginPages pages(PluginOperations plugins) {
        return new PluginPages(plugins, health, metrics, surroundings.extensions());
    }

    /**
     * Registers this instance, now that it is up.
     *
     * @return what unregisters it
     */
    AutoCloseable register(CamelContext context, int managementPort) {
        OptionalInt application = new HttpEntrance(context).port();
        int port = service.port().orElse(application.orElse(managementPort));
        registration.up(new ServiceInstance(
                service.name(),
                service.name() + '-' + service.host().replaceAll("[^A-Za-z0-9.-]", "-") + '-' + port,
                "http",
                service.host(),
                port,
                port == managementPort ? "/health" : "",
                service.tags(),
                Map.of("management_port", String.valueOf(managementPort))));
        return registration;
    }
}
