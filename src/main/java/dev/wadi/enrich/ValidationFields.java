package dev.wadi.enrich;

import dev.wadi.config.YamlMapping;
import dev.wadi.json.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The fields of a validation in YAML: {@code required_fields}, {@code field_rules} and {@code skip_if}. */
public final class ValidationFields {

    private ValidationFields() {}

    /** Reads them; what is wrong is reported and left out. */
    public static Validation read(YamlMapping fields) {
        fields.refuseUnknown("required_fields", "field_rules", "skip_if");
        List<FieldPath> required = new ArrayList<>();
        for (Object name : list(fields, "required_fields")) {
            path(fields, "required_fields", String.valueOf(name)).ifPresent(required::add);
        }
        List<FieldRule> rules = new ArrayList<>();
        fields.mapping("field_rules").ifPresent(byField -> byField.keys().forEach(name -> path(byField, name, name)
                .ifPresent(path ->
                        byField.mapping(name).map(rule -> rule(path, rule)).ifPresent(rules::add))));
        return new Validation(
                required,
                rules,
                fields.mapping("skip_if").flatMap(ValidationFields::skipIf).orElse(null));
    }

    private static FieldRule rule(FieldPath field, YamlMapping rule) {
        rule.refuseUnknown("allowed_values", "min", "max", "pattern", "type");
        List<Object> allowed = rule.has("allowed_values") ? list(rule, "allowed_values") : null;
        return new FieldRule(
                field,
                allowed,
                number(rule, "min").orElse(null),
                number(rule, "max").orElse(null),
                pattern(rule).orElse(null),
                rule.choice("type", FieldRule.Kind.class).orElse(null));
    }

    private static Optional<SkipCondition> skipIf(YamlMapping fields) {
        fields.refuseUnknown("field", "equals", "not_equals", "in", "exists");
        Optional<FieldPath> field = path(fields, "field", fields.requiredText("field"));
        long conditions =
                fields.keys().stream().filter(key -> !key.equals("field")).count();
        if (conditions != 1) {
            fields.problem("field", "skip_if needs one condition. Conditions: equals, not_equals, in, exists");
            return Optional.empty();
        }
        return field.flatMap(path -> condition(fields, path));
    }

    private static Optional<SkipCondition> condition(YamlMapping fields, FieldPath path) {
        if (fields.has("equals")) {
            return Optional.of(new SkipCondition.Equal(path, fields.value("equals")));
        }
        if (fields.has("not_equals")) {
            return Optional.of(new SkipCondition.NotEqual(path, fields.value("not_equals")));
        }
        if (fields.has("in")) {
            return Optional.of(new SkipCondition.In(path, list(fields, "in")));
        }
        return fields.bool("exists").map(expected -> new SkipCondition.Exists(path, expected));
    }

    private static List<Object> list(YamlMapping fields, String key) {
        List<Object> items = new ArrayList<>();
        @Nullable Object value = fields.value(key);
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item != null) {
                    items.add(item);
                }
            }
        } else if (value != null) {
            fields.problem(key, key + " must be a list");
        }
        return items;
    }

    private static Optional<BigDecimal> number(YamlMapping fields, String key) {
        return fields.text(key).flatMap(text -> {
            try {
                return Optional.of(new BigDecimal(text.strip()));
            } catch (NumberFormatException e) {
                fields.problem(key, key + " must be a number, but was '" + text + "'");
                return Optional.empty();
            }
        });
    }

    private static Optional<Pattern> pattern(YamlMapping fields) {
        return fields.text("pattern").flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                fields.problem("pattern", "pattern is no regular expression: " + e.getDescription());
                return Optional.empty();
            }
        });
    }

    private static Optional<FieldPath> path(YamlMapping fields, String key, String text) {
        try {
            return Optional.of(FieldPath.parse(text));
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
