package dev.wadi.enrich;

/**
 * How much a cache of answers keeps.
 *
 * @param maximumSize how many answers
 * @param maximumBytes how many bytes of answers, as they came; as plain Java they take some times as much memory
 */
public record LookupBounds(int maximumSize, long maximumBytes) {

    /** @throws IllegalArgumentException if nothing could be kept */
    public LookupBounds {
        if (maximumSize < 1 || maximumBytes < 1) {
            throw new IllegalArgumentException("maximumSize and maximumBytes must be at least 1, but were "
                    + maximumSize + " and " + maximumBytes);
        }
    }

    /** The sum of weights that both bounds allow. */
    long maximumWeight() {
        return least() * maximumSize;
    }

    /** The weight of an answer: so many small ones as are allowed reach the maximum by their number, big ones by size. */
    int weight(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(least(), bytes));
    }

    private long least() {
        return Math.max(1, maximumBytes / maximumSize);
    }
}
