package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.enrich.ValidationFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A handler of the type {@code validation}. */
final class ValidationHandler {

    private ValidationHandler() {}

    /** Reads it; what is wrong is reported. */
    static Handler read(String place, YamlMapping config) {
        ValidationFields.read(config); // reports what is wrong in it; the route's own bean reads it once more
        Optional<String> reason = config.mapping("skip_if").map(ValidationHandler::reason);
        boolean checks = config.keys().stream().anyMatch(key -> !key.equals("skip_if"));
        return new Handler.Validation(place, config.toMap(), reason, checks);
    }

    /** Why a message is left out, in words that hold for all that are. */
    private static String reason(YamlMapping skipIf) {
        String field = skipIf.text("field").orElse("");
        Map<String, String> words = Map.of("equals", " is ", "not_equals", " is not ", "in", " is one of ");
        String said = skipIf.keys().stream()
                .filter(words::containsKey)
                .findFirst()
                .map(key -> words.get(key) + listed(skipIf, key))
                .orElse(skipIf.bool("exists").orElse(true) ? " is there" : " is absent");
        return (field + said).replaceAll("[^\\w .,'-]", "_"); // the reason is part of a URI
    }

    private static String listed(YamlMapping skipIf, String key) {
        Object value = skipIf.value(key);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
