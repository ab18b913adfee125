package dev.wadi.demo.api;

import dev.wadi.claim.Conversion;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task that was sent to the photo API.
 *
 * @param eventId the event it came from; empty if it does not say
 * @param question the path at which the ClaimX API tells whether what the task is about exists
 */
public record PhotoTask(String eventId, String question) {

    /**
     * Reads a task. It must name its assignment, or at least its project.
     *
     * @throws Failure (payload) if it is no JSON object or names neither by digits
     */
    public static PhotoTask read(byte @Nullable [] json) {
        Map<String, @Nullable Object> task = Json.object(json);
        String assignment = id(task, "assignment_id", "task_assignment_id", "assignmentId");
        String project = id(task, "project_id", "projectId");
        if (assignment == null && project == null) {
            throw Failure.payload("The task names neither its assignment_id nor its project_id");
        }
        String eventId = text(task, "event_id", "eventId");
        return new PhotoTask(
                eventId == null ? "" : eventId,
                assignment == null ? "/export/project/" + project : "/customTasks/assignment/" + assignment);
    }

    private static @Nullable String id(Map<String, @Nullable Object> task, String... names) {
        String id = text(task, names);
        if (id != null && !id.matches("\\d{1,19}")) {
            throw Failure.payload(names[0] + " must be digits, but was '" + id + "'");
        }
        return id;
    }

    private static @Nullable String text(Map<String, @Nullable Object> task, String... names) {
        for (String name : names) {
            String text = (String) Conversion.ID.of(task.get(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
