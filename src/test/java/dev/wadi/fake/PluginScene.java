package dev.wadi.fake;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.guard.PluginListener;
import dev.wadi.plugin.runtime.LoadedPlugin;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.spi.Plugin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Stages with a test's plugins, and what came of them. */
public final class PluginScene implements AutoCloseable, PluginListener {

    private final MeterRegistry meters;
    private final FakePublisher publisher = FakePublisher.acknowledging();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<LoadedPlugin> plugins = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    public PluginScene() {
        this(new SimpleMeterRegistry());
    }

    public PluginScene(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Adds a plugin with the default limits. */
    public PluginScene with(Plugin plugin) {
        return with(plugin, ExecutionLimits.DEFAULT);
    }

    public PluginScene with(Plugin plugin, ExecutionLimits limits) {
        plugins.add(LoadedPlugin.of(plugin).with(limits));
        return this;
    }

    /** Stages with the plugins that were added by now. */
    public StageRunners stages() {
        return stages(new PluginRegistry(plugins));
    }

    /** Stages with the plugins of a registry. */
    public StageRunners stages(PluginRegistry registry) {
        FakeConnections connections = new FakeConnections();
        Webhooks webhooks = new Webhooks(connections, uri -> connections.client("x"), scheduler, Duration.ofMillis(5));
        ActionExecutor actions = new ActionExecutor(
                publisher,
                webhooks,
                new CustomActions(),
                new CollectedDeadLetters(),
                asked -> {},
                meters,
                Clock.systemUTC());
        return new StageRunners(new Stages(List.of()), registry, actions, meters, this, Clock.systemUTC());
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** The sum of a plugin's counters of this name. */
    public double count(String name, String plugin) {
        return meters.find(name).tag("plugin", plugin).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** How many threads a plugin holds past its time limit. */
    public double held(String plugin) {
        return meters.get("plugin.threads.abandoned")
                .tag("plugin", plugin)
                .gauge()
                .value();
    }

    /** The topics that were published to. */
    public List<String> published() {
        return publisher.published().stream().map(OutgoingRecord::topic).toList();
    }

    /** What was heard of plugins that fail. */
    public List<String> events() {
        return events;
    }

    @Override
    public void failed(String plugin, String why) {
        events.add(plugin + " failed: " + why);
    }

    @Override
    public void timedOut(String plugin) {
        events.add(plugin + " timed out");
    }

    @Override
    public void quarantined(String plugin, String why) {
        events.add(plugin + " quarantined: " + why);
    }

    @Override
    public void released(String plugin) {
        events.add(plugin + " released");
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
