package dev.wadi.plugin.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.wadi.config.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The words for what a schema found. */
final class SchemaMessage {

    private SchemaMessage() {}

    /** What a value is called: {@code retry.delays[0]}. */
    static String name(JsonNodePath path) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            switch (path.getElement(i)) {
                case Integer index -> name.append('[').append(index).append(']');
                case Object step -> name.append(name.isEmpty() ? "" : ".").append(step);
            }
        }
        return name.isEmpty() ? "the configuration" : name.toString();
    }

    /** The kinds of value that would do. */
    static String types(List<ValidationMessage> found) {
        Set<String> types = new LinkedHashSet<>();
        for (ValidationMessage message : found) {
            JsonNode type = message.getSchemaNode();
            if (type.isArray()) {
                type.forEach(one -> types.add(kind(one.asText())));
            } else {
                types.add(kind(type.asText()));
            }
        }
        return String.join(" or ", types);
    }

    private static String kind(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping (key: value)";
            default -> "nothing";
        };
    }

    /** The rule that a value breaks. */
    static String rule(ValidationMessage message) {
        JsonNode rule = message.getSchemaNode();
        return switch (message.getType()) {
            case "enum" ->
                "must be one of "
                        + StreamSupport.stream(rule.spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(", "));
            case "minimum" -> "must be at least " + rule.asText();
            case "maximum" -> "must be at most " + rule.asText();
            case "exclusiveMinimum" -> "must be more than " + rule.asText();
            case "exclusiveMaximum" -> "must be less than " + rule.asText();
            case "minLength" -> "must have at least " + rule.asText() + " characters";
            case "maxLength" -> "must have at most " + rule.asText() + " characters";
            case "minItems" -> "must have at least " + rule.asText() + " items";
            case "maxItems" -> "must have at most " + rule.asText() + " items";
            case "pattern" -> "must fit the pattern " + rule.asText();
            case "format" -> "must be a " + rule.asText();
            default -> message.getError();
        };
    }

    /**
     * That a key is unknown.
     *
     * @param owner the schema of the section in which it stands
     */
    static String unknown(String key, JsonNode owner) {
        List<String> known = new ArrayList<>();
        owner.path("properties").fieldNames().forEachRemaining(known::add);
        return "unknown field '" + key + "'. " + Suggestion.of(key, known, "Known fields");
    }
}
