package dev.wadi.claim.claimx;

import static dev.wadi.claim.claimx.EventFixture.bare;
import static dev.wadi.claim.claimx.EventFixture.event;
import static dev.wadi.claim.claimx.EventFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
    void the_collaboration_of_the_project_is_taken_from_the_report() {
        assertThat(row(claimx.rows(event("VIDEO_COLLABORATION_COMPLETED")), "video_collab"))
                .containsAllEntriesOf(Resource.object("video_row.json"))
                .containsAllEntriesOf(Map.of("event_id", "e-1", "created_at", NOW, "last_enriched_at", NOW));
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
