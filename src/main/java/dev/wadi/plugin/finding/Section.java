package dev.wadi.plugin.finding;

import dev.wadi.config.Problems;
import dev.wadi.config.YamlMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin's section in a main configuration file. It wins over the plugin's own settings, and names the plugin where
 * nothing else does.
 *
 * @param name the plugin's name, as it is written there
 * @param file the main configuration file
 * @param domain the domain that the file is for, if it is for one
 * @param settings what it says beside the plugin's configuration
 * @param config the plugin's configuration
 */
record Section(String name, Path file, Optional<String> domain, YamlMapping settings, YamlMapping config) {

    /** A section is the configuration itself, but for {@code enabled}; or all settings, if it has a {@code config}. */
    static Section of(String name, Path file, Optional<String> domain, YamlMapping section) {
        if (section.isMapping("config")) {
            YamlMapping config = section.mapping("config").orElse(section);
            return new Section(name, file, domain, section.without("config"), config);
        }
        String[] others =
                section.keys().stream().filter(key -> !key.equals("enabled")).toArray(String[]::new);
        return new Section(name, file, domain, section.without(others), section.without("enabled"));
    }

    Section into(Problems problems) {
        return new Section(name, file, domain, settings.into(problems), config.into(problems));
    }

    /** Where it stands, as a plugin's own settings that say nothing. */
    YamlMapping nothing(Problems problems) {
        return settings.without(settings.keys().toArray(String[]::new)).into(problems);
    }
}
