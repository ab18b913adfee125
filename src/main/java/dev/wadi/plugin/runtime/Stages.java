package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The stages there are: the built-in ones, and those that the user declares. */
public final class Stages {

    private static final List<String> BUILT_IN = List.of(
            "event_ingest",
            "enrichment_queued",
            "enrichment_complete",
            "entity_write",
            "download_queued",
            "download_complete",
            "upload_complete",
            "retry",
            "dlq",
            "error");

    private final Set<String> names = new LinkedHashSet<>(BUILT_IN);

    public Stages(Collection<String> declared) {
        names.addAll(declared);
    }

    /** @throws ConfigException if there is no such stage */
    public void require(String stage, String where) {
        if (!names.contains(stage)) {
            throw new ConfigException(where, "stage:" + stage + " names no stage. " + possible(stage));
        }
    }

    void check(Collection<String> stages, String where, Problems problems) {
        for (String stage : stages) {
            if (!names.contains(stage)) {
                problems.add(where, "'" + stage + "' is no stage. " + possible(stage));
            }
        }
    }

    private String possible(String stage) {
        String suggestion = Suggestion.of(stage, names, "");
        return (suggestion.startsWith("Did you mean") ? suggestion + " " : "") + "Known stages: "
                + String.join(", ", names) + " (more can be declared as wadi.stages in application.properties)";
    }
}
