package dev.wadi.plugin.shipped.quality;

import dev.wadi.plugin.spi.PluginContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a field of a message must be like. A field that is absent fits unless it is required.
 *
 * @param name the rule's name, as in metrics
 * @param field the field's path, see {@link PluginContext#field}
 * @param stages where it holds; empty means everywhere
 * @param eventTypes for which events it holds; empty means all
 * @param required whether the field must be there, and not be empty
 * @param allowed the values it may have, as texts; empty means any
 * @param pattern what the whole text must look like
 * @param min the smallest number it may be
 * @param max the greatest number it may be
 * @param onViolation what happens if it does not fit
 */
record QualityRule(
        String name,
        String field,
        Set<String> stages,
        Set<String> eventTypes,
        boolean required,
        Set<String> allowed,
        Optional<Pattern> pattern,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        OnViolation onViolation) {

    private static final int MAX_LENGTH = 1_000;

    boolean holdsFor(PluginContext context) {
        return (stages.isEmpty() || stages.contains(context.stage()))
                && (eventTypes.isEmpty() || eventTypes.contains(context.eventType()));
    }

    /** All that is wrong, in words without the value, which may be private. */
    List<String> violations(PluginContext context) {
        @Nullable Object value = context.field(field);
        if (value == null || value.toString().isBlank() || (value instanceof List<?> list && list.isEmpty())) {
            return required ? List.of(field + " is missing") : List.of();
        }
        List<String> violations = new ArrayList<>();
        String text = value.toString();
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            violations.add(field + " is none of the allowed values");
        }
        if (pattern.isPresent()
                && (text.length() > MAX_LENGTH || !pattern.get().matcher(text).matches())) {
            violations.add(field + " does not match " + pattern.get());
        }
        if (min.isPresent() || max.isPresent()) {
            range(text).ifPresent(violations::add);
        }
        return violations;
    }

    private Optional<String> range(String text) {
        try {
            if (text.length() > MAX_LENGTH) {
                return Optional.of(field + " is no number");
            }
            BigDecimal number = new BigDecimal(text);
            if (min.isPresent() && number.compareTo(min.get()) < 0) {
                return Optional.of(field + " is less than " + min.get());
            }
            return max.isPresent() && number.compareTo(max.get()) > 0
                    ? Optional.of(field + " is greater than " + max.get())
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of(field + " is no number");
        }
    }
}
