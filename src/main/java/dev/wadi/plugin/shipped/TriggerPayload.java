package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.MessageTemplate;
import dev.wadi.plugin.spi.PluginContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger sends for one task.
 *
 * @param fields the JSON object
 */
record TriggerPayload(Map<String, @Nullable Object> fields) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    static TriggerPayload of(
            TaskTrigger trigger, Map<?, ?> task, PluginContext context, boolean includeTask, boolean includeProject) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("trigger_name", trigger.name());
        fields.put("event_id", context.eventId());
        fields.put("event_type", context.eventType());
        fields.put("project_id", context.projectId());
        fields.put("task_id", task.get("task_id"));
        fields.put("assignment_id", task.get("assignment_id"));
        fields.put("task_name", task.get("task_name"));
        fields.put("task_status", task.get("status"));
        fields.put("timestamp", TIMESTAMP.format(context.timestamp()));
        if (includeTask) {
            fields.put("task", task);
        }
        if (includeProject) {
            fields.put("project", context.field("data.entities.projects[0]"));
        }
        return new TriggerPayload(fields);
    }

    /** The record's key: all triggers of one project stay in order. */
    @Nullable
    String key() {
        String project = text("project_id");
        return project.isEmpty() ? null : project;
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-trigger-name", text("trigger_name"));
        headers.put("x-task-id", text("task_id"));
        headers.put("x-event-type", text("event_type"));
        return headers;
    }

    /** The text with this payload's fields in it. */
    String render(String template) {
        return MessageTemplate.render(template, fields::get);
    }

    /** The value with this payload's fields in all of its texts. */
    Object rendered(Object value) {
        return switch (value) {
            case String text -> render(text);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), item == null ? null : rendered(item)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(item == null ? null : rendered(item)));
                yield copy;
            }
            default -> value;
        };
    }

    private String text(String field) {
        Object value = fields.get(field);
        return value == null ? "" : value.toString();
    }
}
