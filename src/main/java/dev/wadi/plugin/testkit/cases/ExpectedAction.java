package dev.wadi.plugin.testkit.cases;

import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.testkit.PartialMatch;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An action that a test expects, written as {@code - publish_to_topic: {topic: …}}.
 *
 * @param place where it stands
 * @param kind the action's name
 * @param fields fields that it must have among others
 */
record ExpectedAction(String place, String kind, Map<String, @Nullable Object> fields) {

    static ExpectedAction read(YamlMapping item) {
        if (item.keys().size() != 1) {
            item.problem(
                    "",
                    "an action must be one kind with its fields, but was " + item.keys()
                            + ". Possible: publish_to_topic: {topic: …, payload: …}, http_webhook: {connection: …,"
                            + " path: …, body: …}, log: {message: …}, metric: {name: …}, or a plugin's own kind");
            return new ExpectedAction(item.place(), "", Map.of());
        }
        String kind = item.keys().getFirst();
        return new ExpectedAction(
                item.place(), kind, item.mapping(kind).map(YamlMapping::toMap).orElseGet(Map::of));
    }

    /** How an action differs, if it does. */
    Optional<String> difference(String where, PluginAction action) {
        if (!kind.equals(action.kind())) {
            return Optional.of(place + ": " + where + ": expected " + kind + ", but was " + action.kind());
        }
        return PartialMatch.difference(where + "." + kind, fields, ActionFields.of(action))
                .map(difference -> place + ": " + difference);
    }
}
