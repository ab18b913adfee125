package dev.wadi.plugin.runtime;

import dev.wadi.plugin.finding.PluginCandidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source whose plugins were made before, when all of them were checked; each is given away once. */
final class PremadePlugins implements PluginSource {

    private final Map<String, PluginDefinition> made = new HashMap<>();
    private final PluginSource source;

    PremadePlugins(List<PluginDefinition> definitions, PluginSource source) {
        definitions.forEach(definition -> made.put(definition.name(), definition));
        this.source = source;
    }

    @Override
    public List<PluginCandidate> find() {
        return source.find();
    }

    @Override
    public PluginDefinition define(PluginCandidate candidate) {
        PluginDefinition definition = made.remove(candidate.name());
        return definition == null ? source.define(candidate) : definition;
    }
}
