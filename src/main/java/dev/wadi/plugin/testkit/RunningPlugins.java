package dev.wadi.plugin.testkit;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.component.StageComponent;
import dev.wadi.plugin.event.EventHandlerBinder;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.CheckedPlugins;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.PluginRuntime;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.runtime.Surroundings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Plugins that run as they do in Wadi: found, configured and started by the same classes. Only what would leave the
 * process is recorded instead, and events are heard before publishing returns.
 */
final class RunningPlugins implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginRegistry registry = new PluginRegistry();
    private final Stages stages;
    private final EventHub events;
    private final StageRunners runners;
    private final PluginRuntime runtime;

    /**
     * Loads and starts the plugins of a folder.
     *
     * @throws dev.wadi.config.ConfigException with all that is wrong in their files
     */
    RunningPlugins(
            Path folder,
            Variables variables,
            List<String> stageNames,
            ScriptedConnections connections,
            RecordedEffects effects,
            Clock clock) {
        this.stages = new Stages(stageNames);
        PluginLoader loader =
                new PluginLoader(PluginPlaces.of(folder), CodePolicy.DEFAULT, variables, connections.names(), stages);
        CheckedPlugins plugins = loader.check();
        CustomActions custom = new CustomActions();
        Webhooks webhooks =
                new Webhooks(connections.forWebhooks(), connections::forUrl, nobodyWaits(), Duration.ofSeconds(1));
        this.runners = new StageRunners(
                stages,
                registry,
                new ActionExecutor(effects, webhooks, custom, effects, effects, meters, clock)
                        .limitedBy(registry::limits),
                meters,
                clock);
        this.events = new EventHub(Runnable::run, meters, clock);
        Surroundings surroundings =
                new Surroundings(connections, custom, events, new ExtensionHub(Runnable::run, meters));
        this.runtime = new PluginRuntime(loader, registry, surroundings, List.of(new EventHandlerBinder(events)));
        runtime.start(plugins);
        requireStarted();
    }

    private void requireStarted() {
        Map<String, String> troubles = runtime.troubles();
        if (!troubles.isEmpty()) {
            close();
            throw new AssertionError("could not be started: " + troubles);
        }
    }

    /** A scheduler that takes no work: a webhook whose connection can't be used stays open. */
    private static ScheduledExecutorService nobodyWaits() {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        scheduler.shutdownNow();
        return scheduler;
    }

    Stages stages() {
        return stages;
    }

    /** Publishes an event as Wadi does. */
    void tell(String type, Map<String, @Nullable Object> details) {
        events.publish(type, details);
    }

    /** What runs them as a step of a route. */
    StageComponent component() {
        return new StageComponent(runners);
    }

    /** How often each plugin has failed by now. */
    Map<String, Long> errors() {
        Map<String, Long> errors = new TreeMap<>();
        for (Counter counter : meters.find("plugin.errors").counters()) {
            long count = (long) counter.count();
            if (count > 0) {
                errors.merge(String.valueOf(counter.getId().getTag("plugin")), count, Long::sum);
            }
        }
        return errors;
    }

    @Override
    public void close() {
        runtime.close();
        meters.close();
    }
}
