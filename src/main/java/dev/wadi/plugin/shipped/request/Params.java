package dev.wadi.plugin.shipped.request;

import dev.wadi.plugin.spi.PluginAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an action. What is wrong with them is thrown, without the values.
 *
 * @param kind the action's kind
 * @param values the parameters
 */
record Params(String kind, Map<String, @Nullable Object> values) {

    static Params of(PluginAction.Custom action, Set<String> known) {
        Set<String> unknown = new TreeSet<>(action.params().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(action.kind() + " knows no parameter '" + String.join("', '", unknown)
                    + "'. Possible: " + String.join(", ", new TreeSet<>(known)));
        }
        return new Params(action.kind(), action.params());
    }

    Optional<Object> value(String name) {
        Object value = values.get(name);
        return value == null || value.toString().isBlank() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String name) {
        return value(name).map(Object::toString);
    }

    Object required(String name) {
        return value(name)
                .orElseThrow(() -> new IllegalArgumentException(kind + " needs the parameter '" + name + "'"));
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** A list of texts, where one text is possible too. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(value -> {
            if (value instanceof List<?> list) {
                list.forEach(item -> texts.add(String.valueOf(item)));
            } else {
                texts.add(value.toString());
            }
        });
        return texts;
    }
}
