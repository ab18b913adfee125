package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.dependency.PluginName;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is found, in its order and each name once. Not thread-safe. */
final class FoundPlugins {

    private final Variables variables;
    private final Sections sections;
    private final Set<String> off;
    private final Map<String, PluginCandidate> byName = new LinkedHashMap<>();

    /**
     * Nothing found yet.
     *
     * @param off the domains in which no plugin runs
     */
    FoundPlugins(Variables variables, Sections sections, Set<String> off) {
        this.variables = variables;
        this.sections = sections;
        this.off = Set.copyOf(off);
    }

    /** All of them, in the order in which they were found. */
    List<PluginCandidate> all() {
        return List.copyOf(byName.values());
    }

    boolean has(String name) {
        return byName.containsKey(PluginName.canonical(name));
    }

    /** Whether a plugin is of a class. */
    boolean hasClass(String className) {
        return byName.values().stream()
                .flatMap(candidate -> candidate.settings().stream())
                .anyMatch(settings -> settings.className().equals(Optional.of(className)));
    }

    /** Adds the plugin of a settings file. */
    void addFile(PluginOrigin origin, Path file) {
        Problems problems = new Problems();
        try {
            add(origin, YamlFile.read(file, variables, problems), problems);
        } catch (ConfigException e) {
            add(PluginCandidate.unreadable(origin, e));
        } catch (UncheckedIOException e) {
            add(PluginCandidate.unreadable(origin, unreadable(origin, e)));
        }
    }

    private static ConfigException unreadable(PluginOrigin origin, UncheckedIOException e) {
        return new ConfigException(origin.place(), "can't be read by this user: " + e.getMessage());
    }

    /** Adds a plugin without settings of its own, unless others switch it off. */
    void addDefaults(PluginOrigin origin, Optional<String> className) {
        PluginCandidate known = byName.get(PluginName.canonical(origin.name()));
        if (known != null && !known.enabled()) {
            return;
        }
        Map<String, String> settings =
                className.map(name -> Map.of("class", name)).orElse(Map.of());
        Problems problems = new Problems();
        add(origin, YamlFile.of(settings, origin.place(), variables, problems), problems);
    }

    /** Adds a plugin with its settings, over which a section of a main configuration file may lie. */
    void add(PluginOrigin origin, YamlMapping own, Problems problems) {
        String name = PluginSettings.name(origin, own);
        Optional<Section> section = sections.of(name).map(found -> found.into(problems));
        YamlMapping file = section.map(above -> above.settings().over(own)).orElse(own);
        YamlMapping config = own.mapping("config").orElseGet(() -> nothing(origin, problems));
        PluginScope scope = origin.scope().without(off);
        if (!file.bool("enabled").orElse(true) || scope.isEmpty()) {
            add(PluginCandidate.disabled(name, origin.place()));
            return;
        }
        add(PluginCandidate.of(PluginSettings.read(
                origin.in(scope),
                file,
                section.map(above -> above.config().over(config)).orElse(config),
                problems)));
    }

    private YamlMapping nothing(PluginOrigin origin, Problems problems) {
        return YamlFile.of(Map.of(), origin.place(), variables, problems);
    }

    /** Of two with one name the one that is not switched off counts; two that are on are a problem. */
    void add(PluginCandidate candidate) {
        byName.merge(PluginName.canonical(candidate.name()), candidate, (first, second) -> {
            if (first.enabled() && second.enabled()) {
                return first.clashingWith(second);
            }
            return first.enabled() ? first : second;
        });
    }
}
