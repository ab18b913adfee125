package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.PluginConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done for the tasks of one template.
 *
 * @param name the name that people know the task by
 * @param onAssigned when such a task is assigned
 * @param onCompleted when such a task is completed
 * @param onAny in both cases, beside the others
 */
record TaskTrigger(
        String name,
        Optional<TriggerActions> onAssigned,
        Optional<TriggerActions> onCompleted,
        Optional<TriggerActions> onAny) {

    static final String ASSIGNED = "CUSTOM_TASK_ASSIGNED";
    static final String COMPLETED = "CUSTOM_TASK_COMPLETED";

    static TaskTrigger read(String taskId, PluginConfig config) {
        config.refuseUnknown("name", "on_assigned", "on_completed", "on_any");
        if (Stream.of("on_assigned", "on_completed", "on_any").noneMatch(config::has)) {
            config.problem(
                    "name",
                    "the trigger for task " + taskId + " does nothing. Possible: on_assigned, on_completed, on_any");
        }
        return new TaskTrigger(
                config.text("name").orElse("Task " + taskId),
                config.section("on_assigned").map(TriggerActions::read),
                config.section("on_completed").map(TriggerActions::read),
                config.section("on_any").map(TriggerActions::read));
    }

    /** The types of the events on which there is something to do. */
    Stream<String> eventTypes() {
        return Stream.of(ASSIGNED, COMPLETED).filter(type -> !on(type).isEmpty());
    }

    /** What is to be done on an event, the specific before the general. */
    List<TriggerActions> on(String eventType) {
        Optional<TriggerActions> specific =
                switch (eventType) {
                    case ASSIGNED -> onAssigned;
                    case COMPLETED -> onCompleted;
                    default -> Optional.empty();
                };
        return Stream.of(specific, onAny).flatMap(Optional::stream).toList();
    }
}
