package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A list of plugins in a file.
 *
 * @param file the file
 * @param domain the only domain in which they run, if there is one
 * @param mapping holds {@code plugins}, and {@code task_triggers} in the form that the original had first
 */
record PluginList(Path file, Optional<String> domain, YamlMapping mapping) {

    private static final String TRIGGERS = "task_triggers";

    /** Adds its plugins to what was found; what is wrong with the list itself becomes a plugin of the file's name. */
    void addTo(FoundPlugins found) {
        PluginOrigin origin = PluginOrigin.file(file, PluginScope.only(domain));
        Problems problems = new Problems();
        YamlMapping list = mapping.into(problems);
        if (!list.isMapping("plugins")) {
            for (YamlMapping item : list.mappings("plugins")) {
                String name = item.requiredText("name");
                if (!name.isEmpty()) {
                    Problems its = new Problems();
                    found.add(origin.named(name), item.into(its), its);
                }
            }
        }
        if (list.has(TRIGGERS)) {
            Problems its = new Problems();
            YamlMapping settings = list.keyed(TRIGGERS, "task_id", "config", "triggers");
            found.add(origin.named("task_trigger"), settings.into(its), its);
        }
        if (!problems.found().isEmpty()) {
            found.add(PluginCandidate.unreadable(origin, new ConfigException(problems.found())));
        }
    }
}
