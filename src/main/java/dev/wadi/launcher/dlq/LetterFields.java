package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterGroup;
import dev.wadi.dlq.letter.Resolutions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Letters and groups of them for programs: the fields of their JSON. */
final class LetterFields {

    private LetterFields() {}

    static Map<String, Object> of(LetterGroup group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("group", group.id());
        fields.put("topic", group.topic());
        fields.put("kind", group.kind());
        fields.put("family", group.family());
        fields.put("stage", group.stage());
        fields.put("cause", group.cause());
        fields.put("count", group.count());
        fields.put("first_failed_at", group.first().toString());
        fields.put("last_failed_at", group.last().toString());
        fields.put("max_replays", group.maxReplays());
        fields.put("example", group.example().toString());
        return fields;
    }

    static Map<String, @Nullable Object> of(Letter letter, Resolutions resolutions) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("letter", letter.id().toString());
        fields.put("group", LetterGroup.idOf(letter));
        fields.put("kind", letter.isAction() ? "action" : "record");
        fields.put("family", letter.family());
        fields.put("stage", letter.stage());
        fields.put("cause", letter.cause());
        fields.put("consumer", letter.consumer());
        fields.put("topic", letter.topic());
        fields.put("first_failed_at", letter.firstFailedAt().toString());
        fields.put("last_failed_at", letter.failedAt().toString());
        fields.put("attempts", letter.history().attempts());
        fields.put("replays", resolutions.replays(letter));
        resolutions.of(letter.id()).ifPresent(entry -> {
            fields.put("resolved_by", entry.by());
            fields.put("resolved_at", entry.at().toString());
            fields.put("resolution", entry.toString());
        });
        return fields;
    }
}
