package dev.wadi.plugin.runtime;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plugin's {@code config.yaml} says.
 *
 * @param folder the plugin's folder
 * @param name the plugin's name: the folder's unless given
 * @param module the Python module of a file written for the original, if given
 * @param className the Java class, or the Python class that a Java plugin stands for
 * @param enabled false if the plugin is switched off
 * @param priority overrides the plugin's own
 * @param domains override the plugin's own
 * @param stages override the plugin's own
 * @param eventTypes override the plugin's own
 * @param file the file itself, for places
 * @param problems what is wrong in the file, found by now
 */
record PluginSettings(
        Path folder,
        String name,
        Optional<String> module,
        Optional<String> className,
        boolean enabled,
        Optional<Integer> priority,
        Optional<Set<String>> domains,
        Optional<Set<String>> stages,
        Optional<Set<String>> eventTypes,
        YamlMapping file,
        Problems problems) {

    static final String FILE = "config.yaml";

    /** Whether the folder is a plugin's: a jar may come without a file, and runs with its defaults. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE))
                || !PluginClassLoader.jars(folder).isEmpty();
    }

    /** @throws dev.wadi.config.ConfigException if the file is not YAML */
    static PluginSettings read(Path folder, Variables variables) {
        Problems problems = new Problems();
        Path path = folder.resolve(FILE);
        YamlMapping file = Files.exists(path)
                ? YamlFile.read(path, variables, problems)
                : YamlFile.parse("{}", YamlFile.display(path), variables, problems);
        file.refuseUnknown(
                "name", "module", "class", "enabled", "priority", "domains", "stages", "event_types", "config");
        return new PluginSettings(
                folder,
                file.text("name").filter(name -> !name.isBlank()).orElse(String.valueOf(folder.getFileName())),
                file.text("module"),
                file.text("class"),
                file.bool("enabled").orElse(true),
                file.integer("priority", Integer.MIN_VALUE),
                names(file, "domains"),
                names(file, "stages"),
                names(file, "event_types"),
                file,
                problems);
    }

    /** Where the plugin's class is named, or would be. */
    String classPlace() {
        return file.place("class");
    }

    /** The {@code config} section, empty where there is none. */
    YamlMapping config() {
        return file.mapping("config")
                .orElseGet(() -> YamlFile.parse(
                        "{}", YamlFile.display(folder.resolve(FILE)), Variables.ofEnvironment(), problems));
    }

    private static Optional<Set<String>> names(YamlMapping file, String key) {
        return switch (file.value(key)) {
            case null -> Optional.empty();
            case List<?> list -> {
                Set<String> names = new LinkedHashSet<>();
                list.forEach(item -> names.add(String.valueOf(item)));
                yield Optional.of(names);
            }
            case Object other -> {
                file.problem(key, key + " must be a list, but was '" + other + "'");
                yield Optional.empty();
            }
        };
    }
}
