package dev.wadi.enrich;

import org.jspecify.annotations.Nullable;

/**
 * What a lookup found.
 *
 * @param value plain Java that can't be changed, since many messages share it; null where the answer is empty
 * @param missing why there is nothing; null where there is something
 * @param dropped for what reason its connection says that there is nothing more to do for the message; null for none
 * @param bytes the size of the answer as it came
 */
public record Answer(
        @Nullable Object value,
        @Nullable String missing,
        @Nullable String dropped,
        int bytes) {

    static Answer of(@Nullable Object value, int bytes) {
        return new Answer(Frozen.copy(value), null, null, bytes);
    }

    static Answer missing(String why, @Nullable String dropped) {
        return new Answer(null, why, dropped, why.length());
    }

    static Answer dropped(String reason) {
        return new Answer(null, null, reason, 0);
    }

    /** Whether there is no such thing as was looked for, or nothing to look for. */
    public boolean isMissing() {
        return missing != null;
    }

    /** Whether it holds what was looked for. */
    boolean isFound() {
        return missing == null && dropped == null;
    }
}
