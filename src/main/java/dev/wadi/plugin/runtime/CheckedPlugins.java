package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.finding.PluginCandidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plugins that were found and made to see whether they are sound, before anything of them runs. Each is given away once,
 * as a source gives it.
 *
 * @param found all that were found
 * @param definitions those that are enabled
 * @param source where they came from, and later ones come from
 */
public record CheckedPlugins(List<PluginCandidate> found, List<PluginDefinition> definitions, PluginSource source) {

    public CheckedPlugins {
        found = List.copyOf(found);
        definitions = List.copyOf(definitions);
    }

    /** Plugins that come from nowhere else, and stay as they are. */
    public static CheckedPlugins of(List<PluginDefinition> definitions) {
        List<PluginCandidate> candidates = definitions.stream()
                .map(made -> new PluginCandidate(made.name(), made.place(), true, made.version(), List.of()))
                .toList();
        return new CheckedPlugins(candidates, definitions, new PluginSource() {
            @Override
            public List<PluginCandidate> find() {
                return candidates;
            }

            @Override
            public PluginDefinition define(PluginCandidate candidate) {
                throw new ConfigException(candidate.place(), "can't be made anew: it comes from no file");
            }
        });
    }

    /** These as a source. */
    PluginSource once() {
        Map<String, PluginDefinition> made = new HashMap<>();
        definitions.forEach(definition -> made.put(definition.name(), definition));
        return new PluginSource() {
            @Override
            public List<PluginCandidate> find() {
                return found;
            }

            @Override
            public PluginDefinition define(PluginCandidate candidate) {
                PluginDefinition definition = made.remove(candidate.name());
                return definition == null ? source.define(candidate) : definition;
            }
        };
    }
}
