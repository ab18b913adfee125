package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Publishes, calls a webhook or logs when a task of a certain template is assigned or completed. */
public final class TaskTriggerPlugin implements Plugin {

    private boolean includeTask = true;
    private boolean includeProject;
    private Map<String, TaskTrigger> triggers = Map.of();

    @Override
    public String name() {
        return "task_trigger";
    }

    @Override
    public String description() {
        return "Publishes, calls a webhook or logs when a task of a certain template is assigned or completed";
    }

    @Override
    public Set<String> domains() {
        return Set.of("claimx");
    }

    @Override
    public Set<String> stages() {
        return Set.of("enrichment_complete");
    }

    /** Those for which a trigger has something to do, once it is configured. */
    @Override
    public Set<String> eventTypes() {
        Set<String> types =
                triggers.values().stream().flatMap(TaskTrigger::eventTypes).collect(Collectors.toSet());
        return types.isEmpty() ? Set.of(TaskTrigger.ASSIGNED, TaskTrigger.COMPLETED) : types;
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("include_task_data", "include_project_data", "triggers");
        includeTask = config.bool("include_task_data").orElse(true);
        includeProject = config.bool("include_project_data").orElse(false);
        Map<String, TaskTrigger> read = new LinkedHashMap<>();
        config.section("triggers").ifPresent(section -> {
            for (String taskId : section.keys()) {
                if (section.isSection(taskId)) {
                    read.put(
                            taskId,
                            TaskTrigger.read(taskId, section.section(taskId).orElseThrow()));
                } else {
                    section.problem(
                            taskId,
                            "the trigger for task " + taskId + " must be a mapping."
                                    + " Possible: name, on_assigned, on_completed, on_any");
                }
            }
        });
        triggers = Map.copyOf(read);
    }

    @Override
    public PluginResult execute(PluginContext context) {
        if (!(context.field("data.entities.tasks") instanceof List<?> tasks) || tasks.isEmpty()) {
            return PluginResult.skip("No task data in context");
        }
        List<PluginAction> actions = new ArrayList<>();
        for (Object task : tasks) {
            if (task instanceof Map<?, ?> row) {
                actions.addAll(actionsFor(row, context));
            }
        }
        return actions.isEmpty()
                ? PluginResult.skip("No trigger configured for the tasks of this event")
                : PluginResult.success().with(actions);
    }

    private List<PluginAction> actionsFor(Map<?, ?> task, PluginContext context) {
        TaskTrigger trigger = triggers.get(String.valueOf(task.get("task_id")));
        List<TriggerActions> matching = trigger == null ? List.of() : trigger.on(context.eventType());
        if (trigger == null || matching.isEmpty()) {
            return List.of();
        }
        TriggerPayload payload = TriggerPayload.of(trigger, task, context, includeTask, includeProject);
        List<PluginAction> actions =
                matching.stream().flatMap(m -> m.actions(payload).stream()).toList();
        if (context.logger().isLoggable(System.Logger.Level.DEBUG)) {
            String line = "Task trigger matched | trigger_name=%s task_id=%s event_type=%s action_count=%d"
                    .formatted(trigger.name(), task.get("task_id"), context.eventType(), actions.size());
            context.logger().log(System.Logger.Level.DEBUG, line);
        }
        return actions;
    }
}
