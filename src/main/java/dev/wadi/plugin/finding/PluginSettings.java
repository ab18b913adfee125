package dev.wadi.plugin.finding;

import dev.wadi.config.Problems;
import dev.wadi.config.YamlMapping;
import java.util.Optional;
import java.util.Set;

/**
 * What the files of a plugin say.
 *
 * @param name the plugin's name
 * @param place the folder or file where it was found
 * @param files its code
 * @param module the Python module of a file written for the original, if given
 * @param className the Java class, or the Python class that a Java plugin stands for
 * @param priority overrides the plugin's own
 * @param domains override the plugin's own
 * @param stages override the plugin's own
 * @param eventTypes override the plugin's own
 * @param terms on what terms it runs
 * @param file all of it, for places
 * @param config its own configuration
 * @param problems what is wrong, found by now
 */
public record PluginSettings(
        String name,
        String place,
        PluginFiles files,
        Optional<String> module,
        Optional<String> className,
        Optional<Integer> priority,
        Optional<Set<String>> domains,
        Optional<Set<String>> stages,
        Optional<Set<String>> eventTypes,
        PluginTerms terms,
        YamlMapping file,
        YamlMapping config,
        Problems problems) {

    private static final String[] KEYS = {
        "name",
        "module",
        "class",
        "enabled",
        "priority",
        "domains",
        "stages",
        "event_types",
        "conditions",
        "dependencies",
        "timeout",
        "max_concurrent",
        "allow",
        "allow_code",
        "config"
    };

    static PluginSettings read(PluginOrigin origin, YamlMapping file, YamlMapping config, Problems problems) {
        file.refuseUnknown(KEYS);
        return new PluginSettings(
                name(origin, file),
                origin.place(),
                origin.files(),
                file.text("module"),
                file.text("class"),
                file.integer("priority", Integer.MIN_VALUE),
                domains(origin.scope(), file),
                TermsReader.names(file, "stages"),
                TermsReader.names(file, "event_types"),
                TermsReader.read(file, origin.scope()),
                file,
                config,
                problems);
    }

    /** The same, but what is found to be wrong from now on is reported elsewhere. */
    public PluginSettings into(Problems other) {
        return new PluginSettings(
                name,
                place,
                files,
                module,
                className,
                priority,
                domains,
                stages,
                eventTypes,
                terms,
                file.into(other),
                config.into(other),
                other);
    }

    static String name(PluginOrigin origin, YamlMapping file) {
        return file.text("name").filter(name -> !name.isBlank()).orElse(origin.name());
    }

    private static Optional<Set<String>> domains(PluginScope scope, YamlMapping file) {
        Optional<Set<String>> domains = TermsReader.names(file, "domains");
        for (String domain : domains.orElse(Set.of())) {
            scope.only()
                    .filter(only -> !only.equals(domain))
                    .ifPresent(only -> file.problem(
                            "domains",
                            "what stands here runs in the domain '" + only + "' alone, but was given '" + domain
                                    + "'"));
        }
        return domains;
    }

    /** Where the plugin's class is named, or would be. */
    public String classPlace() {
        return file.place("class");
    }

    /** Where the plugin's name is given, or would be. */
    public String namePlace() {
        return file.place("name");
    }
}
