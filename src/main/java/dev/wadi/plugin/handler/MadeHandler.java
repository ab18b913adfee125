package dev.wadi.plugin.handler;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.binding.ConfigSchema;
import dev.wadi.plugin.binding.YamlPluginConfig;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A handler as it was made for a step, and not begun.
 *
 * @param code the instance
 * @param defaults what of its configuration holds where neither the step nor itself says otherwise
 * @param limits what connections it may call
 */
record MadeHandler(EnrichmentHandler code, Map<String, @Nullable Object> defaults, Supplier<ActionLimits> limits) {

    /** One that no plugin has brought. */
    static MadeHandler free(EnrichmentHandler code) {
        return new MadeHandler(code, Map.of(), () -> ActionLimits.NONE);
    }

    /** @throws ConfigException with all that is wrong with its configuration */
    void configure(HandlerSettings settings, Set<String> connections) {
        Problems problems = new Problems();
        YamlMapping config = mapping(settings.config(), settings, problems)
                .over(mapping(defaults, settings, problems))
                .over(mapping(code.defaultConfig(), settings, problems));
        if (!code.configSchema().isBlank()) {
            ConfigSchema.of(code.configSchema(), settings.place()).check(config);
        }
        if (problems.found().isEmpty()) {
            code.configure(new YamlPluginConfig(config, connections));
        }
        problems.throwIfAny();
    }

    private static YamlMapping mapping(Map<String, ?> values, HandlerSettings settings, Problems problems) {
        Map<String, @Nullable Object> literal = new LinkedHashMap<>();
        values.forEach((key, value) -> literal.put(key, literal(value)));
        return YamlFile.of(literal, settings.place(), Variables.of(Map.of()), problems);
    }

    /** Routes have their variables expanded by Camel, and plugins theirs before: nothing is left to expand. */
    private static @Nullable Object literal(@Nullable Object value) {
        return switch (value) {
            case String text -> text.replace("${", "$${");
            case Collection<?> items -> items.stream().map(MadeHandler::literal).collect(Collectors.toList());
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, nested) -> copy.put(key, literal(nested)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }
}
