package dev.wadi.worker;

import dev.wadi.config.Suggestion;
import dev.wadi.config.YamlMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one of a worker's {@code enrichment_handlers}. */
final class HandlerFields {

    private static final List<String> TYPES = List.of("transform", "validation", "lookup", "batching");

    private HandlerFields() {}

    /** Reads a handler; what is wrong is reported, and a handler that can't be told is none. */
    static Optional<Handler> read(YamlMapping fields) {
        fields.refuseUnknown("type", "config");
        Optional<String> type = fields.text("type").filter(text -> !text.isBlank());
        YamlMapping config = fields.mapping("config").orElseGet(() -> nothing(fields));
        if (type.isEmpty()) {
            fields.problem("the field 'type' is missing. Types: " + String.join(", ", TYPES)
                    + ", or the class, bean or plugin of a handler of your own");
            return Optional.empty();
        }
        if (config.has("...")) {
            fields.problem("config", "config: {...} stands for fields that are left out. Write them here");
            return Optional.empty();
        }
        String place = fields.place("type");
        return switch (type.get()) {
            case "transform" -> Optional.of(transform(place, config));
            case "validation" -> Optional.of(ValidationHandler.read(place, config));
            case "lookup" -> new LookupFields(config).read();
            case "batching" -> Optional.of(batching(place, config));
            default -> custom(fields, type.get(), config);
        };
    }

    /** A config without fields, at the place of its handler. */
    private static YamlMapping nothing(YamlMapping fields) {
        return fields.without(fields.keys().toArray(String[]::new));
    }

    private static Handler transform(String place, YamlMapping config) {
        config.refuseUnknown("mappings", "defaults", "keep_unmapped");
        Map<String, String> mappings = config.texts("mappings");
        boolean keepUnmapped = config.bool("keep_unmapped").orElse(false);
        if (mappings.isEmpty() && !keepUnmapped) {
            config.problem(
                    "mappings",
                    "a transform without mappings leaves nothing of the message. Possible are"
                            + " mappings, or keep_unmapped: true");
        }
        config.mapping("mappings")
                .ifPresent(named -> mappings.forEach((name, path) -> FieldTexts.require(named, name, path)));
        Map<String, String> defaults =
                config.mapping("defaults").map(OptionText::all).orElse(Map.of());
        EndpointText.require(config, "mappings", mappings);
        EndpointText.require(config, "defaults", defaults);
        return new Handler.Transform(place, mappings, defaults, keepUnmapped);
    }

    private static Handler batching(String place, YamlMapping config) {
        config.refuseUnknown("batch_size", "batch_timeout_seconds", "batch_field", "max_bytes", "batch_by");
        Optional<String> by = config.text("batch_by");
        by.filter(field -> !FieldTexts.isPath(field))
                .ifPresent(field -> config.problem(
                        "batch_by", "batch_by must be a field's path such as project.id, but was '" + field + "'"));
        long timeout = config.seconds("batch_timeout_seconds")
                .map(duration -> duration.toMillis())
                .orElse(5_000L);
        if (timeout < 1) {
            config.problem("batch_timeout_seconds", "batch_timeout_seconds must be more than 0");
        }
        return new Handler.Batching(
                place,
                config.text("batch_field").orElse("items"),
                config.integer("batch_size", 1).orElse(10),
                timeout,
                config.integer("max_bytes", 1).orElse(0),
                by);
    }

    private static Optional<Handler> custom(YamlMapping fields, String type, YamlMapping config) {
        String meant = Suggestion.of(type, TYPES, "");
        if (meant.startsWith("Did you mean")) {
            fields.problem("type", "there is no type of handler '" + type + "'. " + meant);
            return Optional.empty();
        }
        if (!type.matches("[A-Za-z_][A-Za-z0-9_.:$-]*")) {
            fields.problem(
                    "type",
                    "type must be one of " + String.join(", ", TYPES)
                            + ", or the name of a class, bean or plugin, but was '" + type + "'");
            return Optional.empty();
        }
        Map<String, String> options = OptionText.all(config);
        EndpointText.require(fields, "config", options);
        return Optional.of(new Handler.Custom(fields.place("type"), type, new LinkedHashMap<>(options)));
    }
}
