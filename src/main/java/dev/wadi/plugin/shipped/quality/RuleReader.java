package dev.wadi.plugin.shipped.quality;

import dev.wadi.plugin.shipped.setting.PatternSetting;
import dev.wadi.plugin.spi.PluginConfig;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads rules. */
final class RuleReader {

    private static final List<String> ROOTS =
            List.of("message", "data", "headers", "event_id", "event_type", "project_id", "domain", "stage");

    private RuleReader() {}

    static QualityRule read(PluginConfig config, OnViolation otherwise) {
        config.refuseUnknown(
                "name",
                "field",
                "stages",
                "event_types",
                "required",
                "allowed",
                "pattern",
                "min",
                "max",
                "on_violation");
        if (Stream.of("required", "allowed", "pattern", "min", "max").noneMatch(config::has)) {
            config.problem("field", "the rule checks nothing. Possible: required, allowed, pattern, min, max");
        }
        String field = field(config);
        return new QualityRule(
                config.text("name").orElse(field),
                field,
                texts(config, "stages"),
                texts(config, "event_types"),
                config.bool("required").orElse(false),
                texts(config, "allowed"),
                PatternSetting.read(config, "pattern"),
                number(config, "min"),
                number(config, "max"),
                onViolation(config, otherwise));
    }

    static OnViolation onViolation(PluginConfig config, OnViolation otherwise) {
        Optional<String> text = config.text("on_violation");
        for (OnViolation possible : OnViolation.values()) {
            if (text.isPresent() && possible.name().equalsIgnoreCase(text.get())) {
                return possible;
            }
        }
        text.ifPresent(wrong -> config.problem(
                "on_violation", "on_violation must be one of log, metric, header, filter, but was '" + wrong + "'"));
        return otherwise;
    }

    /** A plain name is a field of the message. */
    private static String field(PluginConfig config) {
        String field = config.requiredText("field");
        String root = field.split("[.\\[]", 2)[0].toLowerCase(Locale.ROOT);
        return field.isBlank() || ROOTS.contains(root) ? field : "message." + field;
    }

    private static Set<String> texts(PluginConfig config, String key) {
        @Nullable Object value = config.value(key);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            config.problem(key, key + " must be a list with something in it, but was '" + value + "'");
            return Set.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(item -> texts.add(String.valueOf(item)));
        return texts;
    }

    private static Optional<BigDecimal> number(PluginConfig config, String key) {
        return config.text(key).flatMap(text -> {
            try {
                return Optional.of(new BigDecimal(text.strip()));
            } catch (NumberFormatException e) {
                config.problem(key, key + " must be a number, but was '" + text + "'");
                return Optional.empty();
            }
        });
    }
}
