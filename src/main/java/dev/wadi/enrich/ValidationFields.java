package dev.wadi.enrich;

import dev.wadi.config.YamlMapping;
import dev.wadi.json.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        for (@Nullable Object name : list(fields, "required_fields")) {
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
        BigDecimal min = number(rule, "min").orElse(null);
        BigDecimal max = number(rule, "max").orElse(null);
        if (min != null && max != null && min.compareTo(max) > 0) {
            rule.problem(
                    "min", "min must be at most max (" + max.toPlainString() + "), but was " + min.toPlainString());
        }
        return new FieldRule(
                field,
                rule.has("allowed_values") ? allowed(rule) : null,
                min,
                max,
                pattern(rule).orElse(null),
                rule.choice("type", FieldRule.Kind.class).orElse(null));
    }

    private static List<Object> allowed(YamlMapping rule) {
        List<Object> allowed = new ArrayList<>();
        list(rule, "allowed_values").stream().filter(Objects::nonNull).forEach(allowed::add);
        if (allowed.isEmpty()) {
            rule.problem("allowed_values", "allowed_values must hold a value, or no message would ever be valid");
        }
        return allowed;
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

    private static List<@Nullable Object> list(YamlMapping fields, String key) {
        @Nullable Object value = fields.value(key);
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value != null) {
            fields.problem(key, key + " must be a list");
        }
        return List.of();
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
