package dev.wadi.plugin.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** provisional */
record DependencyOrder(List<String> names, Map<String, String> problems, Map<String, Set<String>> dependents) {

    static DependencyOrder of(Collection<PluginDefinition> definitions) {
        Map<String, PluginDefinition> byName = new LinkedHashMap<>();
        definitions.forEach(d -> byName.put(d.name(), d));
        Map<String, Set<String>> dependents = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        Set<String> done = new HashSet<>();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (PluginDefinition d : byName.values()) {
                if (!done.contains(d.name())
                        && d.dependencies().stream()
                                .flatMap(x -> required(x).stream())
                                .allMatch(done::contains)) {
                    done.add(d.name());
                    names.add(d.name());
                    progress = true;
                }
            }
        }
        for (PluginDefinition d : byName.values()) {
            for (String x : d.dependencies()) {
                required(x).ifPresent(r -> dependents
                        .computeIfAbsent(r, k -> new LinkedHashSet<>())
                        .add(d.name()));
            }
            if (!done.contains(d.name())) {
                problems.put(d.name(), "depends on what is not there");
            }
        }
        return new DependencyOrder(names, problems, dependents);
    }

    Set<String> dependentsOf(String name) {
        return dependents.getOrDefault(name, Set.of());
    }

    static Optional<String> required(String dependency) {
        String name = dependency.replaceAll(" .*", "");
        return name.endsWith("?") ? Optional.empty() : Optional.of(name);
    }
}
