package dev.wadi.demo;

import dev.wadi.claim.claimx.ClaimxEventType;
import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.demo.api.Draw;
import dev.wadi.demo.api.WorldIds;
import dev.wadi.json.Json;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An endless stream of raw ClaimX events. The same seed gives the same stream, except for the points in time in it,
 * which come from the clock. Half of the events are about tasks, about two in a hundred are broken. Not thread-safe.
 */
public final class EventGenerator {

    private static final int BROKEN_ONE_IN = 50;

    private final long seed;
    private final Clock clock;
    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private int number;

    public EventGenerator(long seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
    }

    /** The next event; the first has the number 1. */
    public GeneratedEvent next() {
        number++;
        Draw draw = Draw.of("event " + seed, number);
        if (!draw.oneIn(BROKEN_ONE_IN)) {
            int project = knownProject(draw);
            Map<String, Object> event = event(draw, project, draw.from(Mix.TYPES));
            return generated(project, Json.bytes(event), Kind.SOUND);
        }
        Kind kind = draw.from(List.of(Kind.BAD_JSON, Kind.MISSING_FIELD, Kind.UNKNOWN_TO_API));
        return switch (kind) {
            case UNKNOWN_TO_API -> unknownToApi(draw);
            case MISSING_FIELD -> missingField(draw);
            case BAD_JSON, SOUND -> badJson(draw);
        };
    }

    private GeneratedEvent unknownToApi(Draw draw) {
        int project = WorldIds.FIRST_UNKNOWN_PROJECT + draw.between(0, 99);
        return generated(project, Json.bytes(event(draw, project, draw.from(Mix.ASKING))), Kind.UNKNOWN_TO_API);
    }

    private GeneratedEvent badJson(Draw draw) {
        int project = knownProject(draw);
        byte[] whole = Json.bytes(event(draw, project, draw.from(Mix.TYPES)));
        byte[] cut = Arrays.copyOf(whole, draw.between(1, whole.length - 1));
        return generated(project, cut, Kind.BAD_JSON);
    }

    private GeneratedEvent missingField(Draw draw) {
        int project = knownProject(draw);
        Map<String, Object> event = event(draw, project, draw.from(Mix.TYPES));
        boolean withoutProject = draw.oneIn(2);
        for (String name : withoutProject ? List.of("project_id", "projectId") : List.of("event_type", "eventType")) {
            event.remove(name);
        }
        return new GeneratedEvent(
                number, withoutProject ? null : String.valueOf(project), Json.bytes(event), Kind.MISSING_FIELD);
    }

    private GeneratedEvent generated(int project, byte[] value, Kind kind) {
        return new GeneratedEvent(number, String.valueOf(project), value, kind);
    }

    private static int knownProject(Draw draw) {
        return draw.between(WorldIds.FIRST_PROJECT, WorldIds.LAST_PROJECT);
    }

    /** An event in one of the two spellings that the source uses. */
    private Map<String, Object> event(Draw draw, int project, ClaimxEventType type) {
        boolean snake = draw.oneIn(2);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(snake ? "event_id" : "eventId", "%s-%08d".formatted(draw.hex(12), number));
        event.put(snake ? "event_type" : "eventType", type.name());
        event.put(snake ? "project_id" : "projectId", String.valueOf(project));
        event.put(
                snake ? "ingested_at" : "IngestionTime",
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        switch (type) {
            case PROJECT_FILE_ADDED ->
                event.put(snake ? "media_id" : "mediaId", String.valueOf(WorldIds.inProject(project, fresh(project))));
            case CUSTOM_TASK_ASSIGNED, CUSTOM_TASK_COMPLETED ->
                event.put(snake ? "task_assignment_id" : "taskAssignmentId", String.valueOf(assignment(project, type)));
            case VIDEO_COLLABORATION_INVITE_SENT, VIDEO_COLLABORATION_COMPLETED ->
                event.put(
                        snake ? "video_collaboration_id" : "videoCollaborationId",
                        String.valueOf(WorldIds.videoCollaboration(project)));
            case PROJECT_MFN_ADDED ->
                event.put(snake ? "master_file_name" : "masterFileName", "MFN-" + draw.between(100_000, 999_999));
            case PROJECT_CREATED, PROJECT_AUTO_XA_LINKING_UNSUCCESSFUL, POLICYHOLDER_INVITED, POLICYHOLDER_JOINED -> {}
        }
        return event;
    }

    private long assignment(int project, ClaimxEventType type) {
        int completed = type == ClaimxEventType.CUSTOM_TASK_COMPLETED ? 1 : 0;
        return WorldIds.inProject(project, 2 * fresh(project) + completed);
    }

    /** A number that this project has not had; they begin anew after 50,000 of one project. */
    private int fresh(int project) {
        return numbers.merge(project, 1, (last, one) -> (last + one) % (WorldIds.NUMBERS / 2));
    }
}
