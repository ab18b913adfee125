package dev.wadi.claim.claimx;

import static dev.wadi.claim.Column.column;
import static dev.wadi.claim.Conversion.ID;
import static dev.wadi.claim.Conversion.NUMBER_ID;
import static dev.wadi.claim.Conversion.TEXT;

import dev.wadi.claim.Column;
import dev.wadi.claim.Columns;
import dev.wadi.claim.Timestamps;
import dev.wadi.record.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row made from the answer about a project's media: the one that the event names. */
final class MediaRows {

    /** Read from an item of the answer. */
    private static final Columns MEDIA = Columns.of(
            column("media_id", ID, "mediaID", "mediaId"),
            column("task_assignment_id", TEXT, "taskAssignmentId", "taskAssignmentID"),
            column("file_type", TEXT, "mediaType"),
            column("file_name", TEXT, "mediaName"),
            column("media_description", TEXT, "mediaDescription"),
            column("media_comment", TEXT, "mediaComment"),
            column("latitude", TEXT, "latitude"),
            column("longitude", TEXT, "longitude"),
            column("gps_source", TEXT, "gpsSource"),
            column("taken_date", TEXT, "takenDate"),
            column("full_download_link", TEXT, "fullDownloadLink"),
            column("expires_at", TEXT, "expiresAt"));

    private static final Column MEDIA_ID = column("media_id", NUMBER_ID, "mediaID", "mediaId");

    private MediaRows() {}

    static void add(EventRows rows, @Nullable Object answer) {
        String id = rows.required("media_id");
        Object number = NUMBER_ID.of(id);
        Object item = items(answer).stream()
                .filter(candidate -> number != null && number.equals(idOf(candidate)))
                .findFirst()
                .orElseThrow(() -> Failure.payload("Media " + id + " not found in the API's answer"));
        Map<String, @Nullable Object> media = MEDIA.row(item);
        media.put("project_id", rows.projectId());
        rows.traced(media);
        rows.stamp(media, Timestamps::utcText, "created_at", "updated_at", "last_enriched_at");
        rows.table("media").add(media);
    }

    private static @Nullable Object idOf(@Nullable Object item) {
        return MEDIA_ID.read(item);
    }

    /** The items of an answer: a list, a list or one object below {@code data} or {@code media}, or one object. */
    private static List<?> items(@Nullable Object answer) {
        if (answer instanceof List<?> list) {
            return list;
        }
        if (!(answer instanceof Map<?, ?> map)) {
            return List.of();
        }
        for (String wrapper : List.of("data", "media")) {
            if (map.get(wrapper) != null) {
                return items(map.get(wrapper));
            }
        }
        return List.of(map);
    }
}
