package dev.wadi.connection.limit;

/**
 * Between which numbers an adaptive limit finds its own.
 *
 * @param min never fewer attempts at a time
 * @param max never more
 */
public record ConcurrencyRange(int min, int max) {

    public ConcurrencyRange {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("min must be at least 1, and max at least min");
        }
    }

    /** The same, but never more than a number. */
    public ConcurrencyRange upTo(int most) {
        return new ConcurrencyRange(Math.min(min, most), Math.min(max, most));
    }
}
