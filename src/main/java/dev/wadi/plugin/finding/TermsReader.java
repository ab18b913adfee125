package dev.wadi.plugin.finding;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import dev.wadi.plugin.condition.PluginConditions;
import dev.wadi.plugin.dependency.Dependency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the terms of a plugin from its settings; what is wrong is reported, and reads as absent. */
final class TermsReader {

    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private TermsReader() {}

    static PluginTerms read(YamlMapping file, PluginScope scope) {
        Optional<YamlMapping> allow = file.mapping("allow");
        allow.ifPresent(section -> section.refuseUnknown("topics", "hosts"));
        return new PluginTerms(
                scope,
                PluginConditions.read(file, "conditions"),
                dependencies(file),
                timeout(file),
                file.integer("max_concurrent", 0),
                new ActionLimits(
                        allow.flatMap(section -> names(section, "topics")),
                        allow.flatMap(section -> names(section, "hosts"))),
                names(file, "allow_code").orElse(Set.of()));
    }

    private static Optional<Duration> timeout(YamlMapping file) {
        return file.duration("timeout").filter(timeout -> {
            boolean fits = timeout.toMillis() >= 1 && timeout.compareTo(MAX_TIMEOUT) <= 0;
            if (!fits) {
                file.problem(
                        "timeout",
                        "timeout must be from 1ms to 1h, but was '"
                                + file.text("timeout").orElse("") + "'");
            }
            return fits;
        });
    }

    private static List<Dependency> dependencies(YamlMapping file) {
        List<Dependency> dependencies = new ArrayList<>();
        for (String text : names(file, "dependencies").orElse(Set.of())) {
            try {
                dependencies.add(Dependency.parse(text));
            } catch (IllegalArgumentException e) {
                file.problem("dependencies", String.valueOf(e.getMessage()));
            }
        }
        return dependencies;
    }

    /** A list of texts; nothing if it is absent. */
    static Optional<Set<String>> names(YamlMapping file, String key) {
        return switch (file.child(key).orElse(null)) {
            case YamlValue.Items list -> {
                Set<String> names = new LinkedHashSet<>();
                for (YamlValue item : list.items()) {
                    if (item instanceof YamlValue.Scalar scalar) {
                        names.add(scalar.text());
                    } else {
                        item.problem("each item of " + key + " must be a text, but was " + item.found());
                    }
                }
                yield Optional.of(names);
            }
            case YamlValue.Nothing nothing -> Optional.empty();
            case null -> Optional.empty();
            case YamlValue other -> {
                file.problem(key, key + " must be a list, but was " + other.found());
                yield Optional.empty();
            }
        };
    }
}
