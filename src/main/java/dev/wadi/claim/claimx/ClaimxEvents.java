package dev.wadi.claim.claimx;

import dev.wadi.claim.Conversion;
import dev.wadi.claim.Timestamps;
import dev.wadi.record.Failure;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings raw ClaimX events, in snake_case or camelCase, into one form: the task of the enrichment stage. */
public final class ClaimxEvents {

    private static final List<String> OPTIONAL_FIELDS =
            List.of("media_id", "task_assignment_id", "video_collaboration_id", "master_file_name");

    private final Clock clock;

    /** @param clock gives {@code created_at}, and {@code ingested_at} where the event has none */
    public ClaimxEvents(Clock clock) {
        this.clock = clock;
    }

    /**
     * The canonical event: {@code event_id}, {@code event_type}, {@code project_id}, {@code retry_count},
     * {@code created_at}, {@code ingested_at}, and those of {@code media_id}, {@code task_assignment_id},
     * {@code video_collaboration_id} and {@code master_file_name} that the raw event has. Ids are text; an absent
     * {@code event_id} is computed and the same whenever the same event comes again. Unknown event types pass.
     *
     * @throws Failure (payload) if the project id or the event type is missing, or a field is of the wrong kind
     */
    public Map<String, @Nullable Object> normalise(Map<String, ? extends @Nullable Object> raw) {
        RawEvent event = new RawEvent(raw);
        Map<String, @Nullable Object> task = new LinkedHashMap<>();
        String given = event.text("event_id");
        String type = event.required("event_type");
        String project = event.required("project_id");
        task.put("event_id", given == null ? EventId.of(event) : given.strip());
        task.put("event_type", type.strip());
        task.put("project_id", project.strip());
        task.put("retry_count", 0);
        task.put("created_at", Timestamps.utc(clock.instant()));
        task.put("ingested_at", Timestamps.utc(ingestedAt(event)));
        for (String field : OPTIONAL_FIELDS) {
            Object value = Conversion.TEXT.of(event.text(field));
            if (value != null) {
                task.put(field, value);
            }
        }
        return task;
    }

    private Instant ingestedAt(RawEvent event) {
        Object value = event.first("ingested_at", "ingestedAt", "IngestionTime");
        if (value == null) {
            return clock.instant();
        }
        return Timestamps.parse(value)
                .orElseThrow(() -> Failure.payload("ingested_at is no point in time, found '" + value
                        + "'. Possible: 2026-05-01T10:00:00Z, or seconds since 1970"));
    }
}
