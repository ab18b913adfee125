package dev.wadi.claim.claimx;

import dev.wadi.claim.Conversion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The id of an event that came without one: a digest of what the event says, so that the same event gets the same id
 * whenever it comes again. When the event was read never enters; when the source took it in does, exactly as written.
 */
final class EventId {

    private EventId() {}

    static String of(RawEvent event) {
        StringBuilder name = new StringBuilder();
        name.append(event.required("project_id")).append('|').append(event.required("event_type"));
        Object time = event.first("ingestion_time", "$IngestionTime", "IngestionTime");
        append(name, "", time instanceof String text ? text : (String) Conversion.TEXT.of(time));
        append(name, "media:", event.text("media_id"));
        append(name, "task:", event.text("task_assignment_id"));
        append(name, "video:", event.text("video_collaboration_id"));
        append(name, "file:", event.text("master_file_name"));
        return sha256(name.toString());
    }

    private static void append(StringBuilder name, String label, @Nullable String part) {
        if (part != null) {
            name.append('|').append(label).append(part);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
