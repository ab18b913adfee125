package dev.wadi.kafka.ordered;

import dev.wadi.record.Origin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The marks of one group, as far as they were read. One thread takes them in, any may ask. */
final class HeldMarks {

    /** The records that come one after the other: those of one key. Its partition only tells which is the earlier one. */
    private record Line(ByteBuffer key, String topic, int partition) {

        static Line of(ByteBuffer key, Origin origin) {
            return new Line(key, origin.topic(), origin.partition());
        }
    }

    private final String group;
    private final Map<Origin, HeldMark> byOrigin = new ConcurrentHashMap<>();
    private final Map<Line, NavigableMap<Long, HeldMark>> lines = new ConcurrentHashMap<>();

    HeldMarks(String group) {
        this.group = group;
    }

    /** Takes in a record of the topic of marks; one without a value removes a mark. */
    void take(byte @Nullable [] key, byte @Nullable [] value) {
        HeldMarkJson.id(key).filter(id -> id.group().equals(group)).ifPresent(id -> {
            if (value == null) {
                remove(id.origin());
            } else {
                HeldMarkJson.mark(id, value).ifPresent(this::put);
            }
        });
    }

    private void put(HeldMark mark) {
        lines.computeIfAbsent(Line.of(mark.key(), mark.origin()), line -> new ConcurrentSkipListMap<>())
                .put(mark.origin().offset(), mark);
        byOrigin.put(mark.origin(), mark);
    }

    private void remove(Origin origin) {
        HeldMark removed = byOrigin.remove(origin);
        if (removed != null) {
            lines.computeIfPresent(Line.of(removed.key(), origin), (line, marks) -> {
                marks.remove(origin.offset());
                return marks.isEmpty() ? null : marks;
            });
        }
    }

    /** All marks of a key. */
    List<HeldMark> of(ByteBuffer key) {
        return byOrigin.values().stream().filter(mark -> mark.key().equals(key)).toList();
    }

    boolean isEmpty() {
        return byOrigin.isEmpty();
    }

    int size() {
        return byOrigin.size();
    }

    /** A record's own mark, or null. */
    @Nullable
    HeldMark of(Origin origin) {
        return byOrigin.get(origin);
    }

    /** The mark of the record next before it of those of its key; null if it has to stay behind none. */
    @Nullable
    HeldMark before(ByteBuffer key, Origin origin) {
        NavigableMap<Long, HeldMark> marks = lines.get(Line.of(key, origin));
        Map.Entry<Long, HeldMark> before = marks == null ? null : marks.lowerEntry(origin.offset());
        return before == null ? null : before.getValue();
    }
}
