package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.PluginAction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message at a stage.
 *
 * @param filtered why the message was left out; empty if it passed
 * @param actions what plugins asked for, in its order; headers and filters are not among them
 * @param headers the headers that plugins gave the message
 * @param message the message's body afterwards: a map if it is a JSON object
 * @param failedActions the actions that could not be carried out, each with its cause: dead letters in a running Wadi
 * @param errors how often each plugin failed; those that did not are absent
 * @param finished whether all actions have ended: one that waits for a connection has not
 */
public record StageResult(
        Optional<String> filtered,
        List<RecordedAction> actions,
        Map<String, String> headers,
        @Nullable Object message,
        List<String> failedActions,
        Map<String, Long> errors,
        boolean finished) {

    /** Copies the collections. */
    public StageResult {
        actions = List.copyOf(actions);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        failedActions = List.copyOf(failedActions);
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    /** The actions alone, whoever asked for them. */
    public List<PluginAction> asked() {
        return actions.stream().map(RecordedAction::action).toList();
    }

    /** The actions that one plugin asked for. */
    public List<PluginAction> askedBy(String plugin) {
        return actions.stream()
                .filter(recorded -> recorded.plugin().equals(plugin))
                .map(RecordedAction::action)
                .toList();
    }
}
