package dev.wadi.claim.claimx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event with all answers of the API, and a look at its rows. */
final class EventFixture {

    private EventFixture() {}

    static Map<String, @Nullable Object> event(String type) {
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

    static Map<String, @Nullable Object> bare(String type) {
        return new LinkedHashMap<>(Map.of("event_id", "e-1", "event_type", type, "project_id", "481516"));
    }

    static Map<String, @Nullable Object> row(Map<String, @Nullable Object> rows, String table) {
        List<Map<String, @Nullable Object>> all = Resource.onTheWire(rows, table);
        assertThat(all).as(table).hasSize(1);
        return all.getFirst();
    }
}
