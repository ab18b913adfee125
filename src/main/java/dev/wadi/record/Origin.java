package dev.wadi.record;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a record first came in. It stays the same through retries and replays.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the offset in the partition
 */
public record Origin(String topic, int partition, long offset) {

    /**
     * The {@code Idempotency-Key} of one call made on behalf of this record: the same on every attempt, retry and
     * replay.
     *
     * @param action what tells this call from the record's other calls, such as {@code task_trigger/0}
     * @return a name-based UUID (RFC 4122, version 3) over origin and action
     */
    public String idempotencyKey(String action) {
        String name = topic + '/' + partition + '/' + offset + '/' + action;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public String toString() {
        return topic + '-' + partition + '@' + offset;
    }
}
