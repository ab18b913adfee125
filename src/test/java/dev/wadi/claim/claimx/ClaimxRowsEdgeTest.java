package dev.wadi.claim.claimx;

import static dev.wadi.claim.claimx.EventFixture.bare;
import static dev.wadi.claim.claimx.EventFixture.event;
import static dev.wadi.claim.claimx.EventFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.record.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the API and the events may leave out, wrap otherwise, or get wrong. */
class ClaimxRowsEdgeTest {

    private final ClaimxRows claimx =
            new ClaimxRows(Clock.fixed(Instant.parse("2026-05-02T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void media_answers_come_in_several_wrappings() {
        Map<String, Integer> item = Map.of("mediaId", 9001);
        for (Object answer : List.of(
                List.of(item),
                Map.of("data", List.of(item)),
                Map.of("data", item),
                Map.of("media", List.of(item)),
                Map.of("data", Map.of("media", List.of(item))),
                item)) {
            Map<String, @Nullable Object> event = event("PROJECT_FILE_ADDED");
            event.put("media_response", answer);
            assertThat(row(claimx.rows(event), "media")).as("%s", answer).containsEntry("media_id", "9001");
        }
    }

    @Test
    void a_task_answer_without_ids_falls_back_to_the_event() {
        Map<String, @Nullable Object> event = event("CUSTOM_TASK_ASSIGNED");
        event.put("task_response", Map.of("externalLinkData", Map.of("linkId", 1, "email", "a@example.org")));
        Map<String, @Nullable Object> rows = claimx.rows(event);
        assertThat(Resource.onTheWire(rows, "tasks")).isEmpty();
        assertThat(Resource.onTheWire(rows, "task_templates")).isEmpty();
        assertThat(row(rows, "external_links"))
                .containsEntry("assignment_id", 5550001)
                .containsEntry("project_id", "481516");
        assertThat(Resource.onTheWire(rows, "contacts").getLast())
                .containsEntry("task_assignment_id", 5550001)
                .containsEntry("project_id", "481516");
    }

    @Test
    void an_assignment_id_beyond_32_bits_is_not_put_into_the_contact() {
        Map<String, @Nullable Object> event = event("CUSTOM_TASK_ASSIGNED");
        event.put("task_response", Map.of("assignmentId", 1L << 40, "externalLinkData", Map.of("email", "a@b.c")));
        Map<String, @Nullable Object> rows = claimx.rows(event);
        assertThat(row(rows, "tasks")).containsEntry("assignment_id", 1L << 40);
        assertThat(Resource.onTheWire(rows, "contacts").getLast()).containsEntry("task_assignment_id", null);
    }

    @Test
    void an_empty_report_gives_no_row() {
        Map<String, @Nullable Object> event = event("VIDEO_COLLABORATION_COMPLETED");
        event.put("video_response", Map.of("data", List.of()));
        assertThat(Resource.onTheWire(claimx.rows(event), "video_collab")).isEmpty();
    }

    @Test
    void null_is_as_good_as_absent() {
        Map<String, @Nullable Object> customer = new HashMap<>();
        customer.put("emails", Arrays.asList(null, Map.of("emailAddress", "a@b.c", "primary", "yes")));
        customer.put("phones", null);
        Map<String, @Nullable Object> project = new HashMap<>();
        project.put("projectId", 481516);
        project.put("customerInformation", customer);
        project.put("address", null);
        Map<String, @Nullable Object> root = new HashMap<>();
        root.put("data", null);
        root.put("project", project);
        root.put("teamMembers", Arrays.asList((Object) null));
        Map<String, @Nullable Object> event = event("PROJECT_CREATED");
        event.put("project_response", root);
        Map<String, @Nullable Object> rows = claimx.rows(event);
        assertThat(row(rows, "projects"))
                .containsEntry("primary_email", "a@b.c")
                .containsEntry("city", null);
        assertThat(Resource.onTheWire(rows, "contacts")).hasSize(1);
    }

    @Test
    void a_blank_primary_address_gives_way_to_the_first() {
        Map<String, @Nullable Object> event = event("PROJECT_CREATED");
        event.put(
                "project_response",
                Map.of(
                        "project",
                        Map.of(
                                "projectId",
                                1,
                                "masterFilename",
                                "MFN-1",
                                "customerInformation",
                                Map.of(
                                        "emails",
                                        List.of(
                                                Map.of("emailAddress", "first@b.c"),
                                                Map.of("emailAddress", " ", "primary", true))))));
        assertThat(row(claimx.rows(event), "projects"))
                .containsEntry("primary_email", "first@b.c")
                .containsEntry("master_file_name", "MFN-1");
    }

    @Test
    void what_can_never_work_is_a_payload_failure() {
        refused("PROJECT_FILE_ADDED", "media_id", "7", "Media 7 not found in the API's answer");
        refused("PROJECT_FILE_ADDED", "media_id", "0", "Media 0 not found in the API's answer");
        refused(
                "PROJECT_FILE_ADDED",
                "media_id",
                null,
                "media_id is missing in the event, but PROJECT_FILE_ADDED needs it");
        refused(
                "CUSTOM_TASK_ASSIGNED",
                "task_assignment_id",
                " ",
                "task_assignment_id is missing in the event, but CUSTOM_TASK_ASSIGNED needs it");
        refused(
                "CUSTOM_TASK_ASSIGNED",
                "task_response",
                null,
                "task_response is missing in the event: the rows of CUSTOM_TASK_ASSIGNED are made from it");
        assertThatThrownBy(() -> claimx.rows(bare("SOMETHING_NEW")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("event_type 'SOMETHING_NEW' is none that rows are made of. Known: [PROJECT_");
    }

    private void refused(String type, String field, @Nullable Object value, String message) {
        Map<String, @Nullable Object> event = event(type);
        event.put(field, value);
        assertThatThrownBy(() -> claimx.rows(event)).isInstanceOf(Failure.class).hasMessage(message);
    }
}
