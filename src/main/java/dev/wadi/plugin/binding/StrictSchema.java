package dev.wadi.plugin.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes a schema refuse the properties that it does not list. */
final class StrictSchema {

    /** Keywords with which a schema says itself what else is possible, or puts it together from parts. */
    private static final List<String> OPINIONS = List.of(
            "additionalProperties",
            "unevaluatedProperties",
            "patternProperties",
            "$ref",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if");

    private static final List<String> ONE_SCHEMA = List.of("items", "additionalProperties");
    private static final List<String> NAMED_SCHEMAS =
            List.of("properties", "patternProperties", "$defs", "definitions");

    private StrictSchema() {}

    /** Adds {@code additionalProperties: false} where a schema lists properties and says nothing about others. */
    static void refuseUnlisted(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        if (object.has("properties") && OPINIONS.stream().noneMatch(object::has)) {
            object.put("additionalProperties", false);
        }
        ONE_SCHEMA.forEach(key -> refuseUnlisted(object.path(key)));
        NAMED_SCHEMAS.forEach(key -> object.path(key).forEach(StrictSchema::refuseUnlisted));
    }
}
