package dev.wadi.claim.claimx;

import dev.wadi.claim.Timestamps;
import dev.wadi.record.Failure;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the rows of the entity tables from an event and the API's answers to it. */
public final class ClaimxRows {

    private final Clock clock;

    /** @param clock gives the rows' {@code created_at}, {@code updated_at} and {@code last_enriched_at} */
    public ClaimxRows(Clock clock) {
        this.clock = clock;
    }

    /**
     * The rows of an event.
     *
     * @param event the canonical event, with the API's answers as {@code project_response}, {@code task_response},
     *     {@code media_response} and {@code video_response}, as far as {@link ClaimxEventType} says that it needs them
     * @return {@code event_id}, {@code event_type}, {@code project_id}, and the lists of rows {@code projects},
     *     {@code contacts}, {@code media}, {@code tasks}, {@code task_templates}, {@code external_links} and
     *     {@code video_collab}, all of them, some empty
     * @throws Failure (payload) if the type is unknown, the event lacks an id that its type needs, an answer is missing,
     *     or the answer does not hold the media that the event names
     */
    public Map<String, @Nullable Object> rows(Map<String, ? extends @Nullable Object> event) {
        ClaimxEventType type = ClaimxEventType.of(event).orElseThrow(() -> unknown(event));
        EventRows rows = new EventRows(event, clock.instant());
        if (type.needsProject()) {
            ProjectRows.add(rows, answer(event, type, "project_response"));
        }
        if (type.needsTask()) {
            TaskRows.add(rows, answer(event, type, "task_response"));
        }
        if (type.needsMedia()) {
            MediaRows.add(rows, answer(event, type, "media_response"));
        }
        if (type.needsVideo()) {
            VideoRows.add(rows, answer(event, type, "video_response"));
        }
        addWhatTheEventSays(rows, type);
        return rows.result();
    }

    private static void addWhatTheEventSays(EventRows rows, ClaimxEventType type) {
        switch (type) {
            case PROJECT_MFN_ADDED -> {
                String masterFileName = rows.field("master_file_name");
                if (masterFileName != null) {
                    project(rows).put("master_file_name", masterFileName);
                }
            }
            case POLICYHOLDER_INVITED -> policyholder(rows, "policyholder_invited_at");
            case POLICYHOLDER_JOINED -> policyholder(rows, "policyholder_joined_at");
            case PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL -> {
                project(rows).put("xa_autolink_fail", true);
                rows.stamp(project(rows), Timestamps::utc, "xa_autolink_fail_at");
            }
            case PROJECT_CREATED,
                    PROJECT_FILE_ADDED,
                    CUSTOM_TASK_ASSIGNED,
                    CUSTOM_TASK_COMPLETED,
                    VIDEO_COLLABORATION_INVITE_SENT,
                    VIDEO_COLLABORATION_COMPLETED -> {}
        }
    }

    private static void policyholder(EventRows rows, String moment) {
        Map<String, @Nullable Object> project = project(rows);
        project.put("policyholder_invited_at", null);
        project.put("policyholder_joined_at", null);
        rows.stamp(project, Timestamps::utc, moment);
    }

    /** The event's project row; where the API gave none, a stub that touches no other column. */
    private static Map<String, @Nullable Object> project(EventRows rows) {
        if (rows.projects().isEmpty()) {
            Map<String, @Nullable Object> stub = new LinkedHashMap<>();
            stub.put("project_id", rows.projectId());
            rows.traced(stub);
            rows.stamp(stub, Timestamps::utc, "updated_at");
            rows.projects().add(stub);
        }
        return rows.projects().getFirst();
    }

    private static Object answer(Map<String, ? extends @Nullable Object> event, ClaimxEventType type, String name) {
        Object answer = event.get(name);
        if (answer == null) {
            throw Failure.payload(name + " is missing in the event: the rows of " + type + " are made from it");
        }
        return answer;
    }

    private static Failure unknown(Map<String, ? extends @Nullable Object> event) {
        return Failure.payload("event_type '" + event.get("event_type") + "' is none that rows are made of. Known: "
                + Arrays.toString(ClaimxEventType.values()));
    }
}
