package dev.wadi.demo.api;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The ClaimX API of the demo world. What it answers is drawn from the ids in the question. Thread-safe. */
public final class ClaimxApi {

    private static final int MEDIA_LISTED = 8;

    private final URI files;
    private final Clock clock;

    /**
     * @param files the address below which the media can be downloaded
     * @param clock tells when download links expire
     */
    public ClaimxApi(URI files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** GET /export/project/{id}. */
    public Answer project(String id) {
        long project = WorldIds.parse(id);
        return WorldIds.isKnownProject(project)
                ? Answer.ok(Map.of("data", ProjectAnswer.of((int) project)))
                : Answer.notFound("Project", id);
    }

    /**
     * GET /export/project/{id}/media.
     *
     * @param ids the media asked for, with commas between; null or blank for the project's first ones
     */
    public Answer media(String id, @Nullable String ids) {
        long project = WorldIds.parse(id);
        if (!WorldIds.isKnownProject(project)) {
            return Answer.notFound("Project", id);
        }
        LongStream asked = ids == null || ids.isBlank()
                ? LongStream.rangeClosed(1, MEDIA_LISTED).map(number -> WorldIds.inProject((int) project, (int) number))
                : Arrays.stream(ids.split(",")).map(String::strip).mapToLong(WorldIds::parse);
        MediaAnswer media = new MediaAnswer(files, clock.instant());
        List<Map<String, Object>> items = new ArrayList<>();
        asked.filter(number -> number > 0 && WorldIds.projectOf(number) == project)
                .forEach(number -> items.add(media.of(number)));
        return Answer.ok(Map.of("data", items));
    }

    /** GET /customTasks/assignment/{id}. */
    public Answer assignment(String id) {
        long assignment = WorldIds.parse(id);
        return assignment > 0 && WorldIds.isKnownProject(WorldIds.projectOf(assignment))
                ? Answer.ok(AssignmentAnswer.of(assignment))
                : Answer.notFound("Assignment", id);
    }

    /** POST /data with an object that has {@code reportType} and {@code projectId}. */
    public Answer report(byte @Nullable [] json) {
        try {
            return report(Json.object(json));
        } catch (Failure notJson) {
            return Answer.error(400, String.valueOf(notJson.getMessage()));
        }
    }

    private static Answer report(Map<String, @Nullable Object> question) {
        if (!"VIDEO_COLLABORATION".equals(question.get("reportType"))) {
            return Answer.error(
                    400, "reportType '" + question.get("reportType") + "' is not known. Possible: VIDEO_COLLABORATION");
        }
        String id = String.valueOf(question.get("projectId"));
        long project = WorldIds.parse(id);
        return WorldIds.isKnownProject(project)
                ? Answer.ok(Map.of("data", VideoAnswer.of((int) project)))
                : Answer.notFound("Project", id);
    }

    /** What the project service of the insurer knows: GET /internal/api/projects/{id}. */
    public Answer details(String id) {
        long project = WorldIds.parse(id);
        return WorldIds.isKnownProject(project)
                ? Answer.ok(ProjectAnswer.details((int) project))
                : Answer.notFound("Project", id);
    }
}
