package dev.wadi.plugin.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schema finds in a section, brought back to the lines of its file. */
final class SchemaFindings {

    private final YamlMapping section;
    private final JsonNode schema;
    private final JsonNode tree;

    SchemaFindings(YamlMapping section, JsonNode schema, JsonNode tree) {
        this.section = section;
        this.schema = schema;
        this.tree = tree;
    }

    /** The section as JSON. */
    JsonNode tree() {
        return tree;
    }

    /**
     * Reads values that were written as variables as numbers or booleans where texts don't fit.
     *
     * @return whether anything was found, so that it must be looked at again
     */
    boolean widen(Collection<ValidationMessage> found) {
        for (ValidationMessage message : found) {
            if (message.getType().equals("type")
                    && value(message.getInstanceLocation()) instanceof YamlValue.Scalar scalar
                    && scalar.open()) {
                replace(message.getInstanceLocation(), resolved(scalar.text()));
            }
        }
        return !found.isEmpty();
    }

    /** Reports what was found, all that one value should have been at once. */
    void report(Collection<ValidationMessage> found) {
        Map<String, List<ValidationMessage>> types = new LinkedHashMap<>();
        for (ValidationMessage message : found) {
            if (message.getType().equals("type")) {
                types.computeIfAbsent(message.getInstanceLocation().toString(), path -> new ArrayList<>())
                        .add(message);
            } else {
                report(message);
            }
        }
        for (List<ValidationMessage> ofOne : types.values()) {
            JsonNodePath path = ofOne.getFirst().getInstanceLocation();
            report(path, SchemaMessage.name(path) + " must be " + SchemaMessage.types(ofOne));
        }
    }

    private void report(ValidationMessage message) {
        JsonNodePath path = message.getInstanceLocation();
        String property = message.getProperty();
        switch (message.getType()) {
            case "required", "dependentRequired" -> problem(value(path), "the field '" + property + "' is missing");
            case "additionalProperties", "unevaluatedProperties" -> unknown(path, message, String.valueOf(property));
            default -> report(path, SchemaMessage.name(path) + " " + SchemaMessage.rule(message));
        }
    }

    private void report(JsonNodePath path, String expected) {
        YamlValue value = value(path);
        problem(value, expected + (value == null ? "" : ", but was " + value.found()));
    }

    private void unknown(JsonNodePath path, ValidationMessage message, String property) {
        YamlMapping mapping = value(path) instanceof YamlValue.Section nested ? nested.mapping() : section;
        String text = SchemaMessage.unknown(property, owner(message));
        if (mapping.has(property)) {
            mapping.problem(property, text);
        } else {
            mapping.problem(text);
        }
    }

    /** The schema that the broken rule is part of. */
    private JsonNode owner(ValidationMessage message) {
        JsonNodePath rule = message.getSchemaLocation().getFragment();
        return at(schema, rule, rule.getNameCount() - 1);
    }

    private static JsonNode at(JsonNode root, JsonNodePath path, int steps) {
        JsonNode node = root;
        for (int i = 0; i < steps; i++) {
            node = path.getElement(i) instanceof Integer index ? node.path(index) : node.path(path.getName(i));
        }
        return node;
    }

    private void problem(@Nullable YamlValue value, String text) {
        if (value == null) {
            section.problem(text);
        } else {
            value.problem(text);
        }
    }

    /** The value at a path; null for the section itself. */
    private @Nullable YamlValue value(JsonNodePath path) {
        YamlValue value = null;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            if (step instanceof Integer index && value instanceof YamlValue.Items list) {
                value = list.items().get(index);
            } else if (value == null) {
                value = section.child(step.toString()).orElse(null);
            } else if (value instanceof YamlValue.Section nested) {
                value = nested.mapping().child(step.toString()).orElse(null);
            }
        }
        return value;
    }

    private void replace(JsonNodePath path, JsonNode value) {
        int steps = path.getNameCount() - 1;
        JsonNode parent = at(tree, path, steps);
        Object last = path.getElement(steps);
        if (parent instanceof ArrayNode array && last instanceof Integer index) {
            array.set(index, value);
        } else if (parent instanceof ObjectNode object) {
            object.set(last.toString(), value);
        }
    }

    private static JsonNode resolved(String text) {
        Object number =
                ScalarKind.of(Long.class).map(kind -> kind.read(text, "")).orElse(null);
        Object decimal =
                ScalarKind.of(Double.class).map(kind -> kind.read(text, "")).orElse(null);
        Object flag =
                ScalarKind.of(Boolean.class).map(kind -> kind.read(text, "")).orElse(null);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number instanceof Long whole) {
            return nodes.numberNode(whole);
        }
        if (decimal instanceof Double real) {
            return nodes.numberNode(real);
        }
        return flag instanceof Boolean truth ? nodes.booleanNode(truth) : nodes.textNode(text);
    }
}
