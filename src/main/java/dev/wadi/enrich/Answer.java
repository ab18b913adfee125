package dev.wadi.enrich;

import org.jspecify.annotations.Nullable;

/**
 * What a lookup found.
 *
 * @param value plain Java that can't be changed, since many messages share it; null where the answer is empty
 * @param missing why there is nothing; null where there is an answer
 * @param bytes the size of the answer as it came
 */
public record Answer(@Nullable Object value, @Nullable String missing, int bytes) {

    static Answer of(@Nullable Object value, int bytes) {
        return new Answer(Frozen.copy(value), null, bytes);
    }

    static Answer missing(String why) {
        return new Answer(null, why, why.length());
    }

    /** Whether there is no such thing as was looked for, or nothing to look for. */
    public boolean isMissing() {
        return missing != null;
    }
}
