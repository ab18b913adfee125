package dev.wadi.enrich;

import dev.wadi.connection.IdsUrl;
import dev.wadi.json.FieldPath;
import dev.wadi.record.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a call for several ids apart. What can't be read fails: that nothing was found is never guessed. */
final class AnswerItems {

    private final LookupBatch batch;
    private final FieldPath id;

    AnswerItems(LookupBatch batch) {
        this.batch = batch;
        this.id = FieldPath.parse(batch.id());
    }

    /**
     * What was found, by id.
     *
     * @param answer the answer as plain Java
     * @param asked the ids that it is the answer for
     * @throws Failure (payload) if it is none that could be read
     */
    Map<String, Object> read(@Nullable Object answer, Set<String> asked) {
        return switch (batch.items() == null ? answer : items(answer, batch.items())) {
            case null -> Map.of();
            case List<?> list -> listed(list);
            case Map<?, ?> object -> {
                String itsId = idOf(object); // some APIs answer with the thing itself where they are asked for one
                yield itsId != null && asked.contains(itsId) ? Map.of(itsId, object) : byId(object, asked);
            }
            default -> throw unreadable("is neither a list nor an object");
        };
    }

    /** What stands at a path, or null where null stands there, or there is no answer at all. */
    private static @Nullable Object items(@Nullable Object answer, String path) {
        Object items = FieldPath.parse(path).read(answer);
        if (items != null || answer == null) {
            return items;
        }
        int dot = path.lastIndexOf('.');
        Object within =
                dot < 0 ? answer : FieldPath.parse(path.substring(0, dot)).read(answer);
        if (within instanceof Map<?, ?> object && object.containsKey(path.substring(dot + 1))) {
            return null;
        }
        throw unreadable("has no field '" + path + "' (batchAnswer)");
    }

    private Map<String, Object> listed(List<?> list) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object item : list) {
            String itsId = idOf(item);
            if (itsId != null) {
                found.putIfAbsent(itsId, Objects.requireNonNull(item));
            }
        }
        if (found.isEmpty() && list.stream().anyMatch(Objects::nonNull)) {
            throw unreadable("has no item with a field '" + batch.id() + "' (batchId)");
        }
        return found;
    }

    private @Nullable String idOf(@Nullable Object item) {
        return IdsUrl.text(id.read(item));
    }

    private static Map<String, Object> byId(Map<?, ?> object, Set<String> asked) {
        Map<String, Object> found = new LinkedHashMap<>();
        object.forEach((key, item) -> {
            if (item != null) {
                found.put(String.valueOf(key), item);
            }
        });
        if (!object.isEmpty() && object.keySet().stream().noneMatch(asked::contains)) {
            throw unreadable("is an object with none of the ids; batchAnswer says where in it the items are");
        }
        return found;
    }

    private static Failure unreadable(String why) {
        return Failure.payload("The answer to a call for several ids " + why);
    }
}
