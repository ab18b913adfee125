package dev.wadi.claim.claimx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimxEventsTest {

    private final ClaimxEvents events =
            new ClaimxEvents(Clock.fixed(Instant.parse("2026-05-02T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void snake_case_and_camel_case_give_the_same_event() {
        List<Map<String, @Nullable Object>> raw = Resource.list("raw_events.json");
        assertThat(raw).hasSize(20);
        for (int i = 0; i < raw.size(); i += 2) {
            Map<String, @Nullable Object> event = events.normalise(raw.get(i));
            assertThat(event).isEqualTo(events.normalise(raw.get(i + 1)));
            assertThat(ClaimxEventType.of(event)).isPresent();
        }
    }

    @Test
    void the_canonical_event_has_these_fields() {
        assertThat(normalise("""
                {"eventId": " e-1 ", "event_type": " CUSTOM_TASK_ASSIGNED ", "projectId": 481516,
                 "task_assignment_id": 5550001, "mediaId": null, "master_file_name": "  ",
                 "ingested_at": "2026-05-01T12:00:05+02:00", "raw_data": {}}
                """))
                .isEqualTo(Map.of(
                        "event_id", "e-1",
                        "event_type", "CUSTOM_TASK_ASSIGNED",
                        "project_id", "481516",
                        "retry_count", 0,
                        "created_at", "2026-05-02T00:00:00.000000Z",
                        "ingested_at", "2026-05-01T10:00:05.000000Z",
                        "task_assignment_id", "5550001"));
    }

    @Test
    void an_absent_event_id_is_the_digest_of_the_event() {
        List<Map<String, @Nullable Object>> vectors = Resource.list("event_ids.json");
        assertThat(vectors).hasSize(36);
        for (Map<String, @Nullable Object> vector : vectors) {
            assertThat(eventId(raw(vector))).as("%s", vector).isEqualTo(vector.get("event_id"));
        }
    }

    @Test
    void integer_ids_give_the_same_digest_as_text() {
        assertThat(eventId(Map.of("project_id", 481516, "event_type", "PROJECT_FILE_ADDED", "mediaId", 9001)))
                .isEqualTo("a233edf16163a8258cdff6d82d8b8e6d176d1c17134d409167e93697631596e7");
    }

    @Test
    void the_time_of_ingestion_enters_the_digest_but_ingested_at_does_not() {
        Map<String, String> plain = Map.of("project_id", "481516", "event_type", "PROJECT_CREATED");
        Map<String, String> ingested =
                Map.of("project_id", "481516", "event_type", "PROJECT_CREATED", "ingested_at", "2026-05-01T10:00:00Z");
        Map<String, String> timed = Map.of(
                "project_id", "481516", "event_type", "PROJECT_CREATED", "IngestionTime", "2026-05-01T10:00:00Z");
        assertThat(eventId(ingested)).isEqualTo(eventId(plain));
        assertThat(eventId(timed)).isEqualTo("f49e2190b86dde665464981410d5042ded6ea234066a06b0df1b35414fa87ba9");
    }

    @Test
    void ingested_at_may_be_seconds_and_defaults_to_now() {
        assertThat(normalise("""
                {"event_id": "e", "event_type": "T", "project_id": "1", "ingested_at": 1777629600.5}
                """)).containsEntry("ingested_at", "2026-05-01T10:00:00.500000Z");
        assertThat(normalise("""
                {"event_id": "e", "event_type": "T", "project_id": "1"}
                """)).containsEntry("ingested_at", "2026-05-02T00:00:00.000000Z");
    }

    @Test
    void an_unknown_event_type_passes() {
        assertThat(normalise("""
                {"event_id": "e", "event_type": "SOMETHING_NEW", "project_id": "1"}
                """)).containsEntry("event_type", "SOMETHING_NEW");
    }

    @Test
    void what_is_missing_is_named() {
        refused("""
                {"event_id": "e", "event_type": "PROJECT_CREATED", "project_id": " "}
                """, "project_id is missing or blank. Possible names: project_id, projectId");
        refused("""
                {"event_id": "e", "project_id": "1"}
                """, "event_type is missing or blank. Possible names: event_type, eventType");
        refused("{}", "event_type is missing or blank. Possible names: event_type, eventType");
    }

    @Test
    void what_is_of_the_wrong_kind_is_named() {
        refused("""
                {"event_id": "e", "event_type": "T", "project_id": ["1"]}
                """, "project_id must be a text or a number, but was a list");
        refused("""
                {"event_id": "e", "event_type": "T", "project_id": "1", "mediaId": true}
                """, "media_id must be a text or a number, but was a boolean");
        refused("""
                {"event_id": "e", "event_type": "T", "project_id": "1", "IngestionTime": "soon"}
                """, """
                ingested_at is no point in time, found 'soon'. \
                Possible: 2026-05-01T10:00:00Z, or seconds since 1970""");
    }

    private void refused(String json, String message) {
        assertThatThrownBy(() -> normalise(json))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD))
                .hasMessage(message);
    }

    private Map<String, @Nullable Object> normalise(String json) {
        return events.normalise(Json.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    private @Nullable Object eventId(Map<String, ? extends @Nullable Object> raw) {
        return events.normalise(raw).get("event_id");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> raw(Map<String, @Nullable Object> vector) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(vector.get("raw"));
    }
}
