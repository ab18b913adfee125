package dev.wadi.plugin.condition;

import dev.wadi.plugin.spi.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A field that conditions look at. */
record ConditionField(boolean isOfTask, Reader reader) {

    /** Reads a field; null where it is absent. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(PluginContext context, Map<?, ?> task);
    }

    private static final Map<String, ConditionField> KNOWN = new TreeMap<>(Map.of(
            "domain", ofContext(PluginContext::domain),
            "stage", ofContext(PluginContext::stage),
            "event_type", ofContext(PluginContext::eventType),
            "event_id", ofContext(PluginContext::eventId),
            "project_id", ofContext(PluginContext::projectId),
            "task_id", ofTask("task_id"),
            "task_status", ofTask("status"),
            "task_name", ofTask("task_name"),
            "assignment_id", ofTask("assignment_id")));

    /** The beginnings of paths, as in {@link PluginContext#field}. */
    private static final List<String> ROOTS = List.of("message", "data", "headers");

    private static ConditionField ofContext(java.util.function.Function<PluginContext, String> reader) {
        return new ConditionField(false, (context, task) -> reader.apply(context));
    }

    private static ConditionField ofTask(String column) {
        return new ConditionField(true, (context, task) -> task.get(column));
    }

    /** The field of a name; nothing if there is none. */
    static Optional<ConditionField> named(String name) {
        ConditionField known = KNOWN.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        boolean path = ROOTS.stream().anyMatch(root -> name.matches(root + "[.\\[].+"));
        return path ? Optional.of(new ConditionField(false, (context, task) -> context.field(name))) : Optional.empty();
    }

    static Iterable<String> names() {
        return KNOWN.keySet();
    }

    @Nullable
    Object read(PluginContext context, Map<?, ?> task) {
        return reader.read(context, task);
    }
}
