package dev.wadi.enrich;

import dev.wadi.record.Hold;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of a batch, or of a part of one, and the records that stay open for it. Guarded by its aggregator's lock. */
public final class BatchMembers {

    private final Instant begun;
    private final List<Member> members;
    private long bytes;

    /** One message, and the records that it stands for. */
    private record Member(@Nullable Object body, List<RecordHandle> records, List<Hold> holds) {}

    /** A batch without members. */
    public BatchMembers(Instant begun) {
        this(begun, new ArrayList<>());
    }

    private BatchMembers(Instant begun, List<Member> members) {
        this.begun = begun;
        this.members = members;
    }

    /** Adds a message, and keeps its records open: must come before the message's own exchange ends. */
    public void add(@Nullable Object body, List<RecordHandle> ofBody) {
        members.add(new Member(
                body, ofBody, ofBody.stream().map(RecordHandle::holdOpen).toList()));
        for (RecordHandle handle : ofBody) {
            bytes += bytes(handle.source());
        }
    }

    private static long bytes(SourceRecord source) {
        return length(source.key()) + length(source.value());
    }

    private static long length(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }

    /** How many messages there are. */
    public int size() {
        return members.size();
    }

    /** How many bytes of keys and values the records of all messages have. */
    public long bytes() {
        return bytes;
    }

    /** How long it may go on filling: at least a millisecond. */
    public Duration left(Duration limit, Instant now) {
        Duration left = limit.minus(Duration.between(begun, now));
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }

    /** The records of all members, in their order. */
    public List<RecordHandle> records() {
        LinkedHashSet<RecordHandle> records = new LinkedHashSet<>(); // parts of a split share theirs
        members.forEach(member -> records.addAll(member.records()));
        return List.copyOf(records);
    }

    /** The batch as one message: the members' bodies in the given field, and their number. */
    public Map<String, @Nullable Object> message(String field) {
        List<@Nullable Object> bodies = new ArrayList<>();
        members.forEach(member -> bodies.add(member.body()));
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put(field, Collections.unmodifiableList(bodies)); // a body may be null
        message.put("batch_size", bodies.size());
        return message;
    }

    /** Its first half and its second half. The messages that they have are released with them, and not with this. */
    public List<BatchMembers> halves() {
        int middle = (members.size() + 1) / 2;
        return List.of(
                new BatchMembers(begun, members.subList(0, middle)),
                new BatchMembers(begun, members.subList(middle, members.size())));
    }

    /** Lets all records go: the batch's fate is known, and theirs with it. */
    public void release() {
        members.forEach(member -> member.holds().forEach(Hold::release));
    }
}
