package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.spi.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Plugins as the test puts them there. */
final class FakePluginSource implements PluginSource {

    private final Map<String, PluginCandidate> found = new LinkedHashMap<>();
    private final Map<String, Supplier<Plugin>> made = new LinkedHashMap<>();
    private int version;

    void put(String name, Supplier<Plugin> plugin) {
        found.put(name, new PluginCandidate(name, "plugins/" + name, true, "v" + version++, List.of()));
        made.put(name, plugin);
    }

    void putBroken(String name, String problem) {
        put(name, () -> {
            throw new ConfigException("plugins/" + name + "/config.yaml:1", problem);
        });
    }

    void putUnreadable(String name, String problem) {
        Problem itself = new Problem("plugins/" + name + "/config.yaml:1", problem);
        found.put(name, new PluginCandidate(name, "plugins/" + name, true, "v" + version++, List.of(itself)));
    }

    void disable(String name) {
        found.put(name, new PluginCandidate(name, "plugins/" + name, false, "v" + version++, List.of()));
    }

    void remove(String name) {
        found.remove(name);
    }

    @Override
    public List<PluginCandidate> find() {
        return List.copyOf(found.values());
    }

    @Override
    public PluginDefinition define(PluginCandidate candidate) {
        return PluginDefinition.of(
                        Objects.requireNonNull(made.get(candidate.name())).get())
                .named(candidate.name());
    }
}
