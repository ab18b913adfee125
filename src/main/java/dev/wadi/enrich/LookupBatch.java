package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the ids of lookups are gathered into one call, and its answer is taken apart.
 *
 * @param size how many ids a call has at most
 * @param timeout how long the first id waits for others
 * @param id the field of an item of the answer that holds the item's id
 * @param items where the answer has its items; null where it is a list, or an object by ids
 */
public record LookupBatch(
        int size, Duration timeout, String id, @Nullable String items) {

    /** The most ids of a call. */
    public static final int MAX_SIZE = 1_000;

    /** The most milliseconds that an id waits. */
    public static final int MAX_TIMEOUT = 10_000;

    /** @throws IllegalArgumentException if one is out of its bounds, or no field path */
    public LookupBatch {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("batchSize must be from 0 (off) to " + MAX_SIZE + ", but was " + size);
        }
        if (timeout.toMillis() < 1 || timeout.toMillis() > MAX_TIMEOUT) {
            throw new IllegalArgumentException(
                    "batchTimeout must be from 1 to " + MAX_TIMEOUT + " ms, but was " + timeout.toMillis());
        }
        FieldPath.parse(id);
        if (items != null) {
            FieldPath.parse(items);
        }
    }

    /**
     * The batch of an endpoint's options.
     *
     * @return null where {@code size} is 0, and each lookup calls for itself
     * @throws IllegalArgumentException if the id is not told, or there is no size for the others
     */
    public static @Nullable LookupBatch of(int size, long timeoutMillis, @Nullable String id, @Nullable String items) {
        if (size == 0) {
            if (id != null || items != null) {
                throw new IllegalArgumentException(
                        "batchId and batchAnswer need a batchSize, but it is 0. Possible: batchSize=50");
            }
            return null;
        }
        if (id == null) {
            throw new IllegalArgumentException("batchSize needs batchId, which is missing: the field of an item of the"
                    + " answer that holds its id. Possible: batchId=id, batchId=project.id");
        }
        return new LookupBatch(size, Duration.ofMillis(timeoutMillis), id, items);
    }
}
