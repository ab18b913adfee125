package dev.wadi.plugin.testkit.cases;

import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.testkit.PartialMatch;
import dev.wadi.plugin.testkit.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects. What it does not name is not looked at, but for failures: a plugin that fails and an action that
 * can't be carried out must be expected.
 *
 * @param place where it stands
 * @param outcome whether the message passes or is filtered, if that matters
 * @param reason why it is filtered, if that matters
 * @param actions all actions in their order, if they matter
 * @param headers headers that the message gets
 * @param message fields that it has afterwards, if they matter
 * @param errors how often the plugin fails
 * @param failedActions how many actions can't be carried out
 */
record Expectation(
        String place,
        Optional<Outcome> outcome,
        Optional<String> reason,
        Optional<List<ExpectedAction>> actions,
        Map<String, String> headers,
        Optional<Map<String, @Nullable Object>> message,
        int errors,
        int failedActions) {

    /** What becomes of a message. */
    enum Outcome {
        /** It goes on. */
        PASSED,
        /** It is left out. */
        FILTERED
    }

    static Expectation read(YamlMapping item) {
        Optional<YamlMapping> section = item.mapping("expect");
        if (section.isEmpty()) {
            item.problem("expect", "the field 'expect' is missing. Possible: expect: {outcome: passed, actions: []}");
            return new Expectation(
                    item.place(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    0,
                    0);
        }
        YamlMapping expect = section.get();
        expect.refuseUnknown("outcome", "reason", "actions", "headers", "message", "errors", "failed_actions");
        return new Expectation(
                item.place("expect"),
                expect.choice("outcome", Outcome.class),
                expect.text("reason"),
                expect.has("actions")
                        ? Optional.of(expect.mappings("actions").stream()
                                .map(ExpectedAction::read)
                                .toList())
                        : Optional.empty(),
                expect.texts("headers"),
                expect.mapping("message").map(YamlMapping::toMap),
                expect.integer("errors", 0).orElse(0),
                expect.integer("failed_actions", 0).orElse(0));
    }

    /** What is otherwise, each with its place. */
    List<String> differences(StageResult result) {
        List<String> differences = new ArrayList<>();
        Outcome came = result.filtered().isPresent() ? Outcome.FILTERED : Outcome.PASSED;
        outcome.ifPresent(expected -> add(differences, "outcome", label(expected), label(came)));
        reason.ifPresent(expected ->
                add(differences, "reason", expected, result.filtered().orElse(null)));
        actions.ifPresent(expected -> compare(expected, result.asked(), differences));
        headers.forEach((name, value) ->
                add(differences, "headers." + name, value, result.headers().get(name)));
        message.ifPresent(expected -> add(differences, "message", expected, result.message()));
        long failed =
                result.errors().values().stream().mapToLong(Long::longValue).sum();
        add(differences, "errors", errors, failed);
        add(differences, "failed_actions", failedActions, result.failedActions().size());
        return differences;
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void compare(List<ExpectedAction> expected, List<PluginAction> came, List<String> differences) {
        for (int i = 0; i < Math.min(expected.size(), came.size()); i++) {
            expected.get(i).difference("actions[" + i + "]", came.get(i)).ifPresent(differences::add);
        }
        if (expected.size() != came.size()) {
            add(
                    differences,
                    "actions",
                    expected.stream().map(ExpectedAction::kind).toList(),
                    came.stream().map(PluginAction::kind).toList());
        }
    }

    private void add(List<String> differences, String what, Object expected, @Nullable Object came) {
        PartialMatch.difference(what, expected, came)
                .ifPresent(difference -> differences.add(place + ": " + difference));
    }
}
