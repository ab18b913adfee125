package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import dev.wadi.record.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a message's fields.
 *
 * @param requiredFields fields that must be there and not null
 * @param rules what values must be
 * @param skipIf when a message is left out instead; null for never
 */
public record Validation(
        List<FieldPath> requiredFields,
        List<FieldRule> rules,
        @Nullable SkipCondition skipIf) {

    public Validation {
        requiredFields = List.copyOf(requiredFields);
        rules = List.copyOf(rules);
    }

    /** Whether the message is to be left out. */
    public boolean skips(Map<String, @Nullable Object> message) {
        return Optional.ofNullable(skipIf)
                .filter(condition -> condition.matches(message))
                .isPresent();
    }

    /** All that is wrong with a message. */
    public List<String> failures(Map<String, @Nullable Object> message) {
        List<String> failures = new ArrayList<>();
        for (FieldPath field : requiredFields) {
            if (field.read(message) == null) {
                failures.add("Required field '" + field + "' is missing");
            }
        }
        rules.forEach(rule -> failures.addAll(rule.failures(message)));
        return failures;
    }

    /** @throws Failure (payload) with all that is wrong with a message, if anything is */
    public void check(Map<String, @Nullable Object> message) {
        List<String> failures = failures(message);
        if (!failures.isEmpty()) {
            throw Failure.payload(String.join("; ", failures));
        }
    }
}
