package dev.wadi.plugin.finding;

import dev.wadi.plugin.dependency.PluginName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sections of plugins in main configuration files, by the plugins' names. Not thread-safe. */
final class Sections {

    private final Map<String, Section> byName = new LinkedHashMap<>();

    /** Adds a section; where there are several for one plugin, the first wins, key by key. */
    void add(Section section) {
        byName.merge(
                PluginName.canonical(section.name()),
                section,
                (first, second) -> new Section(
                        first.name(),
                        first.file(),
                        first.domain(),
                        first.settings().over(second.settings()),
                        first.config().over(second.config())));
    }

    Optional<Section> of(String name) {
        return Optional.ofNullable(byName.get(PluginName.canonical(name)));
    }

    Collection<Section> all() {
        return byName.values();
    }
}
