package dev.wadi.enrich;

import dev.wadi.record.Hold;
import dev.wadi.record.RecordHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of a batch that is filling, and the records that stay open for it. Guarded by its aggregator's lock. */
public final class BatchMembers {

    private final List<@Nullable Object> bodies = new ArrayList<>();
    private final List<RecordHandle> records = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();

    /** Adds a message, and keeps its records open: must come before the message's own exchange ends. */
    public void add(@Nullable Object body, List<RecordHandle> ofBody) {
        bodies.add(body);
        for (RecordHandle handle : ofBody) {
            holds.add(handle.holdOpen());
            records.add(handle);
        }
    }

    /** The records of all members, in their order. */
    public List<RecordHandle> records() {
        return List.copyOf(new LinkedHashSet<>(records)); // parts of a split share theirs
    }

    /** The batch as one message: the members' bodies in the given field, and their number. */
    public Map<String, @Nullable Object> message(String field) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put(field, Collections.unmodifiableList(new ArrayList<>(bodies))); // a body may be null
        message.put("batch_size", bodies.size());
        return message;
    }

    /** Lets all records go: the batch's fate is known, and theirs with it. */
    public void release() {
        holds.forEach(Hold::release);
    }
}
