package dev.wadi.plugin.dependency;

import dev.wadi.config.Problem;
import dev.wadi.config.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which plugins start: what one needs before itself, else by priority and name. A plugin that can't run
 * takes with it those that need it, and no others. The same plugins give the same order, however they come.
 */
public final class DependencyOrder {

    private static final Comparator<Dependent> TURN = Comparator.comparingInt(Dependent::priority)
            .thenComparing(Dependent::key)
            .thenComparing(Dependent::name);

    private final Map<String, Dependent> plugins = new TreeMap<>();
    private final Map<String, Problem> problems = new TreeMap<>();
    private final List<String> order = new ArrayList<>();

    private DependencyOrder(List<Dependent> all) {
        all.stream().sorted(TURN).forEach(plugin -> plugins.putIfAbsent(plugin.key(), plugin));
        plugins.values().forEach(this::checkEach);
        new Cycles(this::needs).among(plugins.keySet()).forEach(this::refuseCycle);
        refuseDependents();
        sort();
    }

    /** The order of plugins. Of two of the same name the first one's turn counts. */
    public static DependencyOrder of(List<Dependent> plugins) {
        return new DependencyOrder(plugins);
    }

    /** The names of those that can run, in the order in which they start. */
    public List<String> names() {
        return List.copyOf(order);
    }

    /** Why plugins can't run, by name. */
    public Map<String, Problem> problems() {
        Map<String, Problem> byName = new LinkedHashMap<>();
        problems.forEach((key, problem) -> byName.put(plugin(key).name(), problem));
        return byName;
    }

    /**
     * Those that can run and can't do without a plugin, directly or through others, in the order in which they start.
     */
    public List<String> dependentsOf(String name) {
        Set<String> found = new TreeSet<>(Set.of(PluginName.canonical(name)));
        List<String> dependents = new ArrayList<>();
        for (String later : order) {
            String key = PluginName.canonical(later);
            boolean needs = plugin(key).dependencies().stream()
                    .filter(dependency -> !dependency.optional())
                    .anyMatch(dependency -> found.contains(PluginName.canonical(dependency.name())));
            if (needs && found.add(key)) {
                dependents.add(later);
            }
        }
        return dependents;
    }

    private Dependent plugin(String key) {
        Dependent plugin = plugins.get(key);
        if (plugin == null) {
            throw new IllegalArgumentException("There is no plugin " + key);
        }
        return plugin;
    }

    /** What must run before a plugin: all that it names, as far as they are there and will do. */
    private Set<String> needs(String key) {
        Set<String> needed = new TreeSet<>();
        for (Dependency dependency : plugin(key).dependencies()) {
            String its = PluginName.canonical(dependency.name());
            Dependent found = plugins.get(its);
            if (found != null && dependency.accepts(found.version()) && !(dependency.optional() && isRefused(its))) {
                needed.add(its);
            }
        }
        return needed;
    }

    private boolean isRefused(String key) {
        return problems.containsKey(key);
    }

    private void refuse(Dependent plugin, String message) {
        problems.putIfAbsent(plugin.key(), new Problem(plugin.place(), message));
    }

    private void checkEach(Dependent plugin) {
        for (Dependency dependency : plugin.dependencies()) {
            trouble(plugin, dependency).ifPresent(message -> refuse(plugin, message));
        }
    }

    private Optional<String> trouble(Dependent plugin, Dependency dependency) {
        Dependent found = plugins.get(PluginName.canonical(dependency.name()));
        if (found == null) {
            return dependency.optional() ? Optional.empty() : Optional.of(missing(plugin, dependency));
        }
        return dependency.accepts(found.version())
                ? Optional.empty()
                : Optional.of(
                        "needs '" + dependency.name() + "' " + dependency.range() + ", but it is " + found.version());
    }

    private String missing(Dependent plugin, Dependency dependency) {
        List<String> names = plugins.values().stream()
                .filter(other -> !other.key().equals(plugin.key()))
                .map(Dependent::name)
                .toList();
        String suggestion = Suggestion.of(dependency.name(), names, "Found");
        return "depends on '" + dependency.name() + "', which is not in plugins/. " + suggestion;
    }

    private void refuseCycle(List<String> cycle) {
        for (int i = 0; i < cycle.size(); i++) {
            List<String> path = new ArrayList<>(cycle.subList(i, cycle.size()));
            path.addAll(cycle.subList(0, i + 1));
            Dependent plugin = plugin(cycle.get(i));
            refuse(
                    plugin,
                    "depends on itself: "
                            + String.join(
                                    " -> ",
                                    path.stream().map(key -> plugin(key).name()).toList())
                            + ". One of them must do without the next");
        }
    }

    /** Until nothing changes: each refusal may take further plugins with it. */
    private void refuseDependents() {
        boolean changed = true;
        while (changed) {
            int before = problems.size();
            for (Dependent plugin : plugins.values()) {
                if (!isRefused(plugin.key())) {
                    plugin.dependencies().stream()
                            .filter(dependency -> !dependency.optional())
                            .filter(dependency -> isRefused(PluginName.canonical(dependency.name())))
                            .findFirst()
                            .ifPresent(dependency -> refuse(plugin, cantRun(dependency)));
                }
            }
            changed = problems.size() > before;
        }
    }

    private String cantRun(Dependency dependency) {
        Problem cause = problems.get(PluginName.canonical(dependency.name()));
        return "depends on '" + dependency.name() + "', which can't run. It "
                + (cause == null ? "failed" : cause.message());
    }

    private void sort() {
        Set<String> begun = new TreeSet<>();
        List<Dependent> waiting = new ArrayList<>(plugins.values().stream()
                .filter(plugin -> !isRefused(plugin.key()))
                .sorted(TURN)
                .toList());
        while (!waiting.isEmpty()) {
            Dependent next = waiting.stream()
                    .filter(plugin -> begun.containsAll(needs(plugin.key())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is a cycle among " + waiting));
            waiting.remove(next);
            begun.add(next.key());
            order.add(next.name());
        }
    }
}
