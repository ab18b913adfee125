package dev.wadi.claim.claimx;

import dev.wadi.claim.Conversion;
import dev.wadi.record.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one event while they are gathered, with what every row needs to know of the event. */
final class EventRows {

    /** The entity tables' names in the result, in its order. */
    private static final List<String> TABLES =
            List.of("projects", "contacts", "media", "tasks", "task_templates", "external_links", "video_collab");

    private final Map<String, ? extends @Nullable Object> event;
    private final String projectId;
    private final Instant now;
    private final Map<String, List<Map<String, @Nullable Object>>> tables = new LinkedHashMap<>();

    EventRows(Map<String, ? extends @Nullable Object> event, Instant now) {
        this.event = event;
        this.now = now;
        this.projectId = required("project_id");
        TABLES.forEach(table -> tables.put(table, new ArrayList<>()));
    }

    /** A field of the event as text; null if it is absent or blank. */
    @Nullable
    String field(String name) {
        return (String) Conversion.ID.of(event.get(name));
    }

    /** A field that the event must have. */
    String required(String name) {
        String value = field(name);
        if (value == null) {
            throw Failure.payload(name + " is missing in the event, but " + field("event_type") + " needs it");
        }
        return value;
    }

    String projectId() {
        return projectId;
    }

    List<Map<String, @Nullable Object>> projects() {
        return table("projects");
    }

    List<Map<String, @Nullable Object>> contacts() {
        return table("contacts");
    }

    /** The rows of a table so far. */
    List<Map<String, @Nullable Object>> table(String name) {
        List<Map<String, @Nullable Object>> rows = tables.get(name);
        if (rows == null) {
            throw new IllegalArgumentException("'" + name + "' is no entity table. Known: " + TABLES);
        }
        return rows;
    }

    /** Puts the event's id into a row. */
    void traced(Map<String, @Nullable Object> row) {
        row.put("event_id", field("event_id"));
    }

    /** Puts the present moment into columns of a row. */
    void stamp(Map<String, @Nullable Object> row, Function<Instant, String> form, String... columns) {
        String text = form.apply(now);
        for (String column : columns) {
            row.put(column, text);
        }
    }

    /** The event's id, type and project, and its rows by table, all seven, empty ones included. */
    Map<String, @Nullable Object> result() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("event_id", field("event_id"));
        result.put("event_type", field("event_type"));
        result.put("project_id", projectId);
        result.putAll(tables);
        return result;
    }
}
