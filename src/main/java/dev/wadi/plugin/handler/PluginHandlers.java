package dev.wadi.plugin.handler;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.dependency.PluginName;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.kind.HandlerPlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The handlers that plugins bring. When such a plugin is reloaded, each step that uses it gets a handler of the new
 * version; if that can't be had, the new version does not start. Thread-safe.
 */
public final class PluginHandlers implements PluginBinder {

    private final Function<String, ActionLimits> limits;

    // Guarded by this.
    private final Map<String, Bound> plugins = new LinkedHashMap<>();
    private final Map<String, List<HandlerStep>> steps = new LinkedHashMap<>();

    /** A plugin by its name. */
    private record Bound(String name, HandlerPlugin plugin) {}

    /** @param limits what a plugin may call, by its name */
    public PluginHandlers(Function<String, ActionLimits> limits) {
        this.limits = limits;
    }

    @Override
    public synchronized void bind(Plugin plugin, Ownership owner) throws Exception {
        if (plugin instanceof HandlerPlugin brings) {
            Bound bound = new Bound(owner.plugin(), brings);
            List<HandlerStep> begun = new ArrayList<>();
            try {
                for (HandlerStep step : using(bound.name())) {
                    step.begin(make(bound));
                    begun.add(step);
                }
            } catch (Exception | LinkageError e) {
                begun.forEach(HandlerStep::end);
                throw e;
            }
            plugins.put(PluginName.canonical(bound.name()), bound);
            owner.own(() -> unbind(bound));
        }
    }

    private MadeHandler make(Bound bound) throws Exception {
        EnrichmentHandler made = Objects.requireNonNull(bound.plugin().newHandler(), "its newHandler() returned null");
        return new MadeHandler(
                made, new LinkedHashMap<>(bound.plugin().handlerConfig()), () -> limits.apply(bound.name()));
    }

    private synchronized void unbind(Bound bound) {
        plugins.remove(PluginName.canonical(bound.name()), bound);
        using(bound.name()).forEach(HandlerStep::end);
    }

    private List<HandlerStep> using(String plugin) {
        return List.copyOf(steps.getOrDefault(PluginName.canonical(plugin), List.of()));
    }

    /** The names of the plugins that bring a handler. */
    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>();
        plugins.values().forEach(bound -> names.add(bound.name()));
        return names;
    }

    /** Whether a plugin of that name brings a handler. */
    synchronized boolean bring(String plugin) {
        return plugins.containsKey(PluginName.canonical(plugin));
    }

    /**
     * Gives a step the handler of a plugin, and that of each later version.
     *
     * @throws Exception if the handler can't be made, configured or initialized
     */
    synchronized void attach(HandlerStep step, String plugin) throws Exception {
        String name = PluginName.canonical(plugin);
        step.begin(make(Objects.requireNonNull(plugins.get(name))));
        steps.computeIfAbsent(name, first -> new ArrayList<>()).add(step);
    }

    /** Has a step get no further handler. */
    synchronized void detach(HandlerStep step) {
        steps.values().forEach(using -> using.remove(step));
    }
}
