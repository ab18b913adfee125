package dev.wadi.plugin.condition;

import dev.wadi.config.Suggestion;
import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads conditions from YAML; what is wrong is reported, and left out. */
final class ConditionReader {

    private static final List<String> GROUPS = List.of("all", "any");
    private static final List<String> OPERATORS = List.of("equals", "not_equals", "in", "not_in");
    private static final String[] KEYS = {"field", "equals", "not_equals", "in", "not_in"};

    private ConditionReader() {}

    /** Reads {@code {any: […]}} or {@code {all: […]}}. */
    static Optional<Condition> group(YamlMapping mapping) {
        List<String> groups = mapping.keys().stream().filter(GROUPS::contains).toList();
        mapping.refuseUnknown("all", "any");
        if (groups.size() != 1) {
            mapping.problem("conditions are either {any: […]} or {all: […]}, but "
                    + (groups.isEmpty() ? "neither was found" : "both were found"));
            return Optional.empty();
        }
        String group = groups.getFirst();
        return switch (mapping.child(group).orElse(null)) {
            case YamlValue.Items list
            when !list.items().isEmpty() -> {
                List<Condition> conditions = list.items().stream()
                        .flatMap(item -> item(item).stream())
                        .toList();
                yield Optional.of(group.equals("any") ? new Condition.Any(conditions) : new Condition.All(conditions));
            }
            case null, default -> {
                mapping.problem(
                        group,
                        group + " must be a list of conditions with at least one, such as"
                                + " {field: event_type, equals: PROJECT_CREATED}");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Condition> item(YamlValue item) {
        if (!(item instanceof YamlValue.Section section)) {
            item.problem("a condition must be a mapping, such as {field: event_type, equals: PROJECT_CREATED}");
            return Optional.empty();
        }
        YamlMapping mapping = section.mapping();
        return GROUPS.stream().anyMatch(mapping::has) ? group(mapping) : single(mapping);
    }

    private static Optional<Condition> single(YamlMapping mapping) {
        mapping.refuseUnknown(KEYS);
        Optional<ConditionField> field = field(mapping);
        List<String> operators =
                mapping.keys().stream().filter(OPERATORS::contains).toList();
        if (operators.size() != 1) {
            mapping.problem("a condition needs one of equals, not_equals, in and not_in, but "
                    + (operators.isEmpty() ? "none was found" : String.join(" and ", operators) + " were found"));
            return Optional.empty();
        }
        String operator = operators.getFirst();
        Set<String> values = values(mapping, operator);
        return field.map(f -> new Condition.OneOf(f, values, !operator.startsWith("not_")));
    }

    private static Optional<ConditionField> field(YamlMapping mapping) {
        String name = mapping.requiredText("field");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<ConditionField> field = ConditionField.named(name);
        if (field.isEmpty()) {
            List<String> names = new ArrayList<>();
            ConditionField.names().forEach(names::add);
            mapping.problem(
                    "field",
                    "'" + name + "' is no field of a message, nor a path such as message.status,"
                            + " data.entities.tasks[0].task_id or headers.x-region. "
                            + Suggestion.of(name, names, "Known fields"));
        }
        return field;
    }

    private static Set<String> values(YamlMapping mapping, String operator) {
        boolean list = operator.endsWith("in");
        Set<String> values = new HashSet<>();
        switch (mapping.child(operator).orElse(null)) {
            case YamlValue.Items items
            when list && !items.items().isEmpty() -> items.items().forEach(item -> value(item, operator, values));
            case YamlValue.Scalar value when !list -> value(value, operator, values);
            case YamlValue.Nothing nothing when !list -> value(nothing, operator, values);
            case null, default ->
                mapping.problem(
                        operator,
                        operator + " must be " + (list ? "a list with at least one value" : "one value")
                                + ", but was something else");
        }
        return values;
    }

    private static void value(YamlValue value, String operator, Set<String> values) {
        switch (value) {
            case YamlValue.Scalar scalar -> values.add(Condition.form(scalar.value()));
            case YamlValue.Nothing nothing -> values.add(Condition.form(null));
            case YamlValue.Items items -> items.problem("a value of '" + operator + "' must be no list");
            case YamlValue.Section section -> section.problem("a value of '" + operator + "' must be no mapping");
        }
    }
}
