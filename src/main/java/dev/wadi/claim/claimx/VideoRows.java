package dev.wadi.claim.claimx;

import static dev.wadi.claim.Column.column;
import static dev.wadi.claim.Conversion.DECIMAL;
import static dev.wadi.claim.Conversion.ID;
import static dev.wadi.claim.Conversion.INTEGER;
import static dev.wadi.claim.Conversion.NUMBER_ID;
import static dev.wadi.claim.Conversion.TEXT;
import static dev.wadi.claim.Conversion.TIMESTAMP;

import dev.wadi.claim.Columns;
import dev.wadi.claim.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The row made from the report about a project's video collaborations. */
final class VideoRows {

    /** Read from a record of the report. */
    private static final Columns VIDEO = Columns.of(
            column("video_collaboration_id", NUMBER_ID, "videoCollaborationId", "id"),
            column("claim_id", INTEGER, "claimId"),
            column("mfn", TEXT, "mfn"),
            column("claim_number", TEXT, "claimNumber"),
            column("policy_number", TEXT, "policyNumber"),
            column("email_user_name", TEXT, "emailUserName"),
            column("claim_rep_first_name", TEXT, "claimRepFirstName"),
            column("claim_rep_last_name", TEXT, "claimRepLastName"),
            column("claim_rep_full_name", TEXT, "claimRepFullName"),
            column("number_of_videos", INTEGER, "numberOfVideos"),
            column("number_of_photos", INTEGER, "numberOfPhotos"),
            column("number_of_viewers", INTEGER, "numberOfViewers"),
            column("session_count", INTEGER, "sessionCount"),
            column("total_time_seconds", DECIMAL, "totalTimeSeconds"),
            column("total_time", TEXT, "totalTime"),
            column("created_date", TIMESTAMP, "createdDate"),
            column("live_call_first_session", TIMESTAMP, "liveCallFirstSession"),
            column("live_call_last_session", TIMESTAMP, "liveCallLastSession"),
            column("company_id", INTEGER, "companyId"),
            column("company_name", TEXT, "companyName"),
            column("guid", TEXT, "guid"));

    private VideoRows() {}

    static void add(EventRows rows, @Nullable Object answer) {
        Map<String, @Nullable Object> video = VIDEO.row(collaboration(answer, rows.projectId()));
        if (video.get("video_collaboration_id") == null) {
            return;
        }
        if (video.get("claim_rep_full_name") == null) {
            video.put("claim_rep_full_name", fullName(video));
        }
        rows.traced(video);
        rows.stamp(video, Timestamps::utc, "created_at", "updated_at", "last_enriched_at");
        rows.table("video_collab").add(video);
    }

    private static @Nullable String fullName(Map<String, @Nullable Object> video) {
        String name = Stream.of("claim_rep_first_name", "claim_rep_last_name")
                .map(video::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** The project's collaboration in the report; where none says that it is the project's, the first. */
    private static @Nullable Object collaboration(@Nullable Object answer, String projectId) {
        Object unwrapped = unwrapped(answer);
        if (!(unwrapped instanceof List<?> collaborations)) {
            return unwrapped;
        }
        for (Object collaboration : collaborations) {
            if (collaboration instanceof Map<?, ?> map && projectId.equals(ID.of(map.get("claimId")))) {
                return collaboration;
            }
        }
        return collaborations.isEmpty() ? null : collaborations.getFirst();
    }

    private static @Nullable Object unwrapped(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> map) {
            for (String wrapper : List.of("data", "collaborations", "videoCollaboration")) {
                if (map.get(wrapper) != null) {
                    return map.get(wrapper);
                }
            }
        }
        return answer;
    }
}
