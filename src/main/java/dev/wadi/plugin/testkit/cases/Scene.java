package dev.wadi.plugin.testkit.cases;

import dev.wadi.config.YamlMapping;
import dev.wadi.json.Json;
import dev.wadi.plugin.testkit.StageHarness;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What surrounds the tests of a file.
 *
 * @param plugin the plugin's folder
 * @param variables what <code>${NAME}</code> stands for in the plugin's files
 * @param stages stages beside Wadi's own
 * @param with folders of further plugins, beside this plugin's
 * @param now when the tests run
 * @param connections connections beside those of the project
 * @param answers what connections answer
 */
record Scene(
        Path plugin,
        Map<String, String> variables,
        List<String> stages,
        List<String> with,
        Instant now,
        List<String> connections,
        List<Answer> answers) {

    /**
     * An answer of a connection's.
     *
     * @param body the body: JSON, or a text as it is
     */
    record Answer(String connection, String method, String path, int status, String body) {}

    static Scene read(Path plugin, YamlMapping file) {
        return new Scene(
                plugin,
                file.texts("variables"),
                texts(file, "stages"),
                texts(file, "with"),
                now(file),
                file.mapping("connections").map(YamlMapping::keys).orElseGet(List::of),
                answers(file));
    }

    /** A harness with all of that, and further answers before those. */
    StageHarness harness(List<Answer> first) {
        StageHarness harness = StageHarness.ofPlugin(plugin)
                .stages(stages.toArray(String[]::new))
                .at(now);
        with.forEach(name -> harness.and(plugin.toAbsolutePath().normalize().resolveSibling(name)));
        variables.forEach(harness::variable);
        harness.connections(connections.toArray(String[]::new));
        List<Answer> all = new ArrayList<>(first);
        answers.stream()
                .filter(answer -> first.stream().noneMatch(other -> isSameCall(answer, other)))
                .forEach(all::add);
        all.forEach(
                answer -> harness.answer(answer.connection, answer.method, answer.path, answer.status, answer.body));
        return harness;
    }

    private static boolean isSameCall(Answer one, Answer other) {
        return one.connection.equals(other.connection)
                && one.method.equalsIgnoreCase(other.method)
                && one.path.equals(other.path);
    }

    /** The section {@code connections}: by a connection's name, the list of its answers. */
    static List<Answer> answers(YamlMapping in) {
        List<Answer> answers = new ArrayList<>();
        in.mapping("connections").ifPresent(connections -> {
            for (String name : connections.keys()) {
                for (YamlMapping answer : connections.mappings(name)) {
                    answer.refuseUnknown("method", "path", "status", "json", "text");
                    answers.add(new Answer(
                            name,
                            answer.text("method").orElse("GET"),
                            answer.requiredText("path"),
                            answer.integer("status", 100).orElse(200),
                            answer.has("json")
                                    ? Json.text(answer.value("json"))
                                    : answer.text("text").orElse("")));
                }
            }
        });
        return answers;
    }

    private static Instant now(YamlMapping file) {
        try {
            return file.text("now").map(Instant::parse).orElse(StageHarness.NOW);
        } catch (DateTimeParseException e) {
            file.problem(
                    "now",
                    "now must be a time such as 2026-05-02T08:30:00Z, but was '"
                            + file.text("now").orElse("") + "'");
            return StageHarness.NOW;
        }
    }

    private static List<String> texts(YamlMapping file, String key) {
        return switch (file.value(key)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case Object other -> {
                file.problem(key, key + " must be a list, but was '" + other + "'");
                yield List.of();
            }
        };
    }
}
