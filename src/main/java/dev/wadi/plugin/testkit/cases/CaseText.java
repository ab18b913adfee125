package dev.wadi.plugin.testkit.cases;

import dev.wadi.json.Json;
import dev.wadi.plugin.testkit.StageResult;
import java.util.Map;

/** What became of a message, as it is shown below a test that failed. */
final class CaseText {

    private CaseText() {}

    static String of(StageResult result) {
        StringBuilder text = new StringBuilder(
                result.filtered().map(reason -> "was filtered: " + reason).orElse("passed"));
        result.asked().forEach(action -> text.append("\n  ")
                .append(action.kind())
                .append(' ')
                .append(Json.text(ActionFields.of(action))));
        appendIfAny(text, "headers", result.headers());
        appendIfAny(text, "errors", result.errors());
        if (!result.failedActions().isEmpty()) {
            text.append("\n  failed actions ").append(result.failedActions());
        }
        return text.toString();
    }

    private static void appendIfAny(StringBuilder text, String what, Map<String, ?> values) {
        if (!values.isEmpty()) {
            text.append("\n  ").append(what).append(' ').append(Json.text(values));
        }
    }
}
