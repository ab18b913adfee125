package dev.wadi.claim.claimx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.record.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimxRowsTest {

    private static final String NOW = "2026-05-02T00:00:00.000000Z";
    private static final String NOW_TEXT = "2026-05-02T00:00:00.000000+00:00";

    private final ClaimxRows claimx =
            new ClaimxRows(Clock.fixed(Instant.parse("2026-05-02T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void a_project_answer_becomes_a_project_and_its_contacts() {
        Map<String, @Nullable Object> rows = claimx.rows(event("PROJECT_CREATED"));
        assertThat(rows)
                .containsEntry("event_id", "e-1")
                .containsEntry("event_type", "PROJECT_CREATED")
                .containsEntry("project_id", "481516");
        assertThat(row(rows, "projects"))
                .containsAllEntriesOf(Resource.object("project_row.json"))
                .containsAllEntriesOf(Map.of("event_id", "e-1", "created_at", NOW, "updated_at", NOW))
                .containsEntry("date_inspected", null);
        assertContains(Resource.onTheWire(rows, "contacts"), Resource.list("project_contacts.json"));
        assertThat(Resource.onTheWire(rows, "contacts").getFirst())
                .containsAllEntriesOf(Map.of(
                        "event_id", "e-1",
                        "created_at", NOW,
                        "last_enriched_at", NOW,
                        "updated_at", NOW_TEXT,
                        "created_date", "2026-05-02"));
    }

    @Test
    void plugins_see_what_no_table_has() {
        assertThat(row(claimx.rows(event("PROJECT_CREATED")), "projects"))
                .containsEntry("company_name", "Northwind Mutual")
                .containsEntry("street2", "Unit 4")
                .containsEntry("year_built", 1987)
                .containsEntry("square_footage", 2150)
                .containsEntry("primary_phone_country_code", 1)
                .containsEntry("planned_inspection_date", "2026-05-04T09:00:00-06:00");
        assertThat(row(claimx.rows(event("CUSTOM_TASK_COMPLETED")), "tasks"))
                .containsEntry("task_name", "Roof photo request")
                .containsEntry("form_id", "f-778")
                .containsEntry("assignor_email", "rep.one@example.com")
                .containsEntry("pdf_project_media_id", 9003)
                .containsEntry("xactimate_exportable", false)
                .containsEntry("task_url", "https://example.com/t/5550001");
    }

    @Test
    void every_event_has_all_seven_tables() {
        for (ClaimxEventType type : ClaimxEventType.values()) {
            Map<String, @Nullable Object> rows = claimx.rows(event(type.name()));
            assertThat(rows.keySet())
                    .as("%s", type)
                    .containsExactly(
                            "event_id",
                            "event_type",
                            "project_id",
                            "projects",
                            "contacts",
                            "media",
                            "tasks",
                            "task_templates",
                            "external_links",
                            "video_collab");
            assertThat(Resource.onTheWire(rows, "projects")).as("%s", type).hasSize(1);
            assertThat(Resource.onTheWire(rows, "media")).as("%s", type).hasSize(type.needsMedia() ? 1 : 0);
            assertThat(Resource.onTheWire(rows, "tasks")).as("%s", type).hasSize(type.needsTask() ? 1 : 0);
            assertThat(Resource.onTheWire(rows, "video_collab")).as("%s", type).hasSize(type.needsVideo() ? 1 : 0);
        }
    }

    @Test
    void the_event_decides_which_media_becomes_a_row() {
        List<Map<String, @Nullable Object>> expected = Resource.list("media_rows.json");
        for (Map<String, @Nullable Object> media : expected) {
            Map<String, @Nullable Object> event = event("PROJECT_FILE_ADDED");
            event.put("media_id", media.get("media_id"));
            assertThat(row(claimx.rows(event), "media"))
                    .containsAllEntriesOf(media)
                    .containsAllEntriesOf(Map.of(
                            "event_id", "e-1",
                            "created_at", NOW_TEXT,
                            "updated_at", NOW_TEXT,
                            "last_enriched_at", NOW_TEXT));
        }
    }

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
    void a_task_answer_becomes_task_template_link_and_contact() {
        Map<String, @Nullable Object> rows = claimx.rows(event("CUSTOM_TASK_COMPLETED"));
        Map<String, @Nullable Object> expected = Resource.object("task_rows.json");
        for (String table : List.of("tasks", "task_templates", "external_links")) {
            assertThat(row(rows, table))
                    .as(table)
                    .containsAllEntriesOf(map(expected.get(table)))
                    .containsEntry("event_id", "e-1");
        }
        assertThat(row(rows, "external_links")).containsEntry("created_at", NOW_TEXT);
        List<Map<String, @Nullable Object>> contacts = Resource.onTheWire(rows, "contacts");
        assertThat(contacts).hasSize(4);
        assertThat(contacts.getFirst()).containsEntry("is_primary_contact", true);
        assertThat(contacts.getLast()).containsAllEntriesOf(map(expected.get("contacts")));
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
    void the_collaboration_of_the_project_is_taken_from_the_report() {
        assertThat(row(claimx.rows(event("VIDEO_COLLABORATION_COMPLETED")), "video_collab"))
                .containsAllEntriesOf(Resource.object("video_row.json"))
                .containsAllEntriesOf(Map.of("event_id", "e-1", "created_at", NOW, "last_enriched_at", NOW));
    }

    @Test
    void an_empty_report_gives_no_row() {
        Map<String, @Nullable Object> event = event("VIDEO_COLLABORATION_COMPLETED");
        event.put("video_response", Map.of("data", List.of()));
        assertThat(Resource.onTheWire(claimx.rows(event), "video_collab")).isEmpty();
    }

    @Test
    void the_master_file_name_of_the_event_wins() {
        Map<String, @Nullable Object> event = event("PROJECT_MFN_ADDED");
        assertThat(row(claimx.rows(event), "projects")).containsEntry("master_file_name", "MFN-999999");
        event.remove("master_file_name");
        assertThat(row(claimx.rows(event), "projects")).containsEntry("master_file_name", "MFN-204857");
    }

    @Test
    void where_the_api_knows_no_project_a_stub_touches_no_other_column() {
        Map<String, @Nullable Object> event = event("PROJECT_MFN_ADDED");
        event.put("project_response", Map.of("data", Map.of()));
        assertThat(row(claimx.rows(event), "projects"))
                .isEqualTo(Map.of(
                        "project_id", "481516",
                        "master_file_name", "MFN-999999",
                        "updated_at", NOW,
                        "event_id", "e-1"));
        event.put("event_type", "POLICYHOLDER_JOINED");
        assertThat(row(claimx.rows(event), "projects"))
                .containsEntry("policyholder_invited_at", null)
                .containsEntry("policyholder_joined_at", NOW);
    }

    @Test
    void a_failed_link_is_one_stub_without_a_call() {
        Map<String, @Nullable Object> event = bare("PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL");
        assertThat(row(claimx.rows(event), "projects"))
                .isEqualTo(Map.of(
                        "project_id",
                        "481516",
                        "xa_autolink_fail",
                        true,
                        "xa_autolink_fail_at",
                        NOW,
                        "updated_at",
                        NOW,
                        "event_id",
                        "e-1"));
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

    private static Map<String, @Nullable Object> event(String type) {
        Map<String, @Nullable Object> event = bare(type);
        event.put("media_id", "9001");
        event.put("task_assignment_id", "5550001");
        event.put("master_file_name", "MFN-999999");
        event.put("project_response", Resource.object("project_response.json"));
        event.put("task_response", Resource.object("task_response.json"));
        event.put("media_response", Resource.object("media_response.json"));
        event.put("video_response", Resource.object("video_response.json"));
        return event;
    }

    private static Map<String, @Nullable Object> bare(String type) {
        return new LinkedHashMap<>(Map.of("event_id", "e-1", "event_type", type, "project_id", "481516"));
    }

    private static Map<String, @Nullable Object> row(Map<String, @Nullable Object> rows, String table) {
        List<Map<String, @Nullable Object>> all = Resource.onTheWire(rows, table);
        assertThat(all).as(table).hasSize(1);
        return all.getFirst();
    }

    private static void assertContains(
            List<Map<String, @Nullable Object>> rows, List<Map<String, @Nullable Object>> expected) {
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).containsAllEntriesOf(expected.get(i));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }
}
