package dev.wadi.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.json.Json;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** routes/workers/photo: from a finished photo task to the external API. */
class PhotoRouteTest extends ShippedRoutes {

    private static final String TASKS = "plugin.photo_tasks";

    @Override
    protected void setupResources() {
        connections
                .with("webhook_receiver", request -> json("{}"))
                .with("internal_service", request -> json("{\"name\": \"Juniper Loop\"}"))
                .with("external_api", PhotoRouteTest::accept);
    }

    @BeforeEach
    void routes() throws Exception {
        load("error-handling.camel.yaml");
        loadWorker();
    }

    void loadWorker() throws Exception {
        load("workers/photo.camel.yaml");
    }

    String skipReason() {
        return "the task was cancelled";
    }

    private static ConnectionResponse accept(ConnectionRequest request) {
        if (new String(java.util.Objects.requireNonNull(request.body()), StandardCharsets.UTF_8).contains("\"13\"")) {
            throw Failure.payload("answered 422");
        }
        return json("{\"accepted\": true}");
    }

    private static ConnectionResponse json(String text) {
        return new ConnectionResponse(
                200, Map.of("content-type", "application/json"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String task(String status, int project) {
        return """
                {"event_id": "e-1", "task_id": 456, "assignment_id": 9, "project_id": "%d", "task_status": "%s",
                 "timestamp": "2026-05-01T10:00:00Z", "task": {"status": "%s"}}""".formatted(project, status, status);
    }

    @Test
    void posts_the_mapped_task_with_the_project_looked_up() throws Exception {
        topics.feed(TASKS, task("COMPLETED", 1));
        assertThat(connections.asked("internal_service")).containsExactly("GET /api/projects/1");
        assertThat(connections.asked("external_api")).containsExactly("POST /v1/photo_tasks");
        assertThat(connections.bodies("external_api"))
                .extracting(body -> Json.object(body.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(Map.of(
                        "event_id", "e-1",
                        "task_id", 456,
                        "assignment_id", 9,
                        "project_id", "1",
                        "status", "COMPLETED",
                        "completed_at", "2026-05-01T10:00:00Z",
                        "priority", "normal",
                        "project", Map.of("name", "Juniper Loop")));
    }

    @Test
    void writes_what_was_accepted_to_the_success_topic() throws Exception {
        topics.feed(TASKS, task("COMPLETED", 1));
        assertThat(published("plugin.photo_tasks.success"))
                .containsEntry("worker_name", "photo")
                .containsEntry("status_code", 200)
                .containsEntry("response", Map.of("accepted", true))
                .containsKey("enriched_data");
    }

    @Test
    void looks_a_project_up_once() throws Exception {
        topics.feed(TASKS, task("COMPLETED", 1));
        topics.feed(TASKS, task("COMPLETED", 1));
        topics.feed(TASKS, task("COMPLETED", 2));
        assertThat(connections.asked("internal_service")).containsExactly("GET /api/projects/1", "GET /api/projects/2");
    }

    @Test
    void skips_a_cancelled_task() throws Exception {
        Exchange exchange = topics.feed(TASKS, task("CANCELLED", 1));
        FakeRecordHandle handle =
                (FakeRecordHandle) ExchangeRecords.first(exchange).orElseThrow();
        assertThat(handle.outcome()).isEqualTo(new Outcome.Filtered(skipReason()));
        assertThat(connections.asked("external_api")).isEmpty();
    }

    @Test
    void a_task_without_a_required_field_becomes_a_dead_letter_that_names_all_of_them() throws Exception {
        topics.feed(TASKS, "{\"event_id\": \"e-1\", \"project_id\": \"1\"}");
        assertThat(deadLetters.letters())
                .extracting(DeadLetter::cause)
                .containsExactly("Required field 'task_id' is missing; Required field 'assignment_id' is missing");
    }

    @Test
    void a_task_that_the_api_refuses_becomes_a_dead_letter() throws Exception {
        topics.feed(TASKS, task("COMPLETED", 13));
        assertThat(deadLetters.letters()).extracting(DeadLetter::cause).containsExactly("answered 422");
        assertThat(publisher.values("plugin.photo_tasks.success")).isEmpty();
    }
}
