package dev.wadi.plugin.condition;

import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.spi.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold of a message for a plugin to run. Conditions on tasks hold if there is a task of the message's for
 * which all of them together do; without tasks, those fields are absent. A field that is absent equals null and the
 * empty text, and nothing else. Immutable; never throws.
 */
public final class PluginConditions {

    /** None: the plugin runs for all messages. */
    public static final PluginConditions NONE = new PluginConditions(new Condition.All(List.of()));

    private final Condition condition;
    private final boolean ofTask;

    private PluginConditions(Condition condition) {
        this.condition = condition;
        this.ofTask = condition.looksAtTask();
    }

    /** Reads the conditions below a key; what is wrong is reported there. */
    public static PluginConditions read(YamlMapping mapping, String key) {
        Optional<Condition> read = mapping.mapping(key).flatMap(ConditionReader::group);
        return read.map(PluginConditions::new).orElse(NONE);
    }

    /** Whether there are none, so that nothing need be looked at. */
    public boolean areNone() {
        return this == NONE;
    }

    /** Whether the plugin runs for a message. */
    public boolean hold(PluginContext context) {
        if (!ofTask) {
            return condition.holds(context, Map.of());
        }
        List<?> tasks = context.field("data.entities.tasks") instanceof List<?> list ? list : List.of();
        boolean any = false;
        for (Object task : tasks) {
            if (task instanceof Map<?, ?> row) {
                any = true;
                if (condition.holds(context, row)) {
                    return true;
                }
            }
        }
        return !any && condition.holds(context, Map.of());
    }
}
