package dev.wadi.plugin.binding;

import dev.wadi.config.Suggestion;
import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.spi.PluginConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's configuration as a mapping of its YAML file. It shows this section and what is below it, and nothing else of
 * the file.
 *
 * @param mapping the section
 * @param connections the names of the connections there are
 */
public record YamlPluginConfig(YamlMapping mapping, Set<String> connections) implements PluginConfig {

    public YamlPluginConfig {
        connections = Set.copyOf(connections);
    }

    @Override
    public List<String> keys() {
        return mapping.keys();
    }

    @Override
    public boolean has(String key) {
        return mapping.has(key);
    }

    @Override
    public boolean isSection(String key) {
        return mapping.isMapping(key);
    }

    @Override
    public Optional<String> text(String key) {
        return mapping.text(key);
    }

    @Override
    public String requiredText(String key) {
        return mapping.requiredText(key);
    }

    @Override
    public Optional<Integer> integer(String key, int min) {
        return mapping.integer(key, min);
    }

    @Override
    public Optional<Boolean> bool(String key) {
        return mapping.bool(key);
    }

    @Override
    public Map<String, String> texts(String key) {
        return mapping.texts(key);
    }

    @Override
    public Optional<String> connection(String key) {
        Optional<String> name = mapping.text(key);
        name.filter(n -> !connections.contains(n))
                .ifPresent(n -> mapping.problem(
                        key,
                        "the connection '" + n + "' is not in connections/. "
                                + Suggestion.of(n, connections, "Known connections")));
        return name;
    }

    @Override
    public Optional<PluginConfig> section(String key) {
        return mapping.mapping(key).map(nested -> new YamlPluginConfig(nested, connections));
    }

    @Override
    public List<PluginConfig> sections(String key) {
        return mapping.mappings(key).stream()
                .<PluginConfig>map(nested -> new YamlPluginConfig(nested, connections))
                .toList();
    }

    @Override
    public @Nullable Object value(String key) {
        return mapping.value(key);
    }

    @Override
    public <R extends Record> @Nullable R as(Class<R> type) {
        return new RecordReader().read(mapping, type);
    }

    @Override
    public void refuseUnknown(String... known) {
        mapping.refuseUnknown(known);
    }

    @Override
    public void problem(String key, String message) {
        mapping.problem(key, message);
    }
}
