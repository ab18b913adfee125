package dev.wadi.connection.status;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statuses of HTTP, written as single ones, classes and ranges: {@code 409}, {@code 5xx}, {@code 500-599}. */
public final class StatusSet {

    private static final int FIRST = 100;
    private static final int LAST = 599;
    private static final Pattern CLASS = Pattern.compile("([1-5])[xX]{2}");
    private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    private final BitSet statuses;

    private StatusSet(BitSet statuses) {
        this.statuses = statuses;
    }

    /** No status at all. */
    public static StatusSet none() {
        return new StatusSet(new BitSet());
    }

    /** The statuses of a few texts that can be {@linkplain #parse parsed}. */
    public static StatusSet of(String... texts) {
        StatusSet all = none();
        for (String text : texts) {
            all = all.plus(parse(text).orElseThrow(() -> new IllegalArgumentException(text)));
        }
        return all;
    }

    /** The statuses that a text stands for; nothing if it stands for none. */
    public static Optional<StatusSet> parse(String text) {
        Matcher group = CLASS.matcher(text.strip());
        if (group.matches()) {
            int first = Integer.parseInt(group.group(1)) * FIRST;
            return Optional.of(range(first, first + 99));
        }
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        return first <= last ? Optional.of(range(first, last)) : Optional.empty();
    }

    private static StatusSet range(int first, int last) {
        BitSet statuses = new BitSet();
        statuses.set(first, Math.min(last, LAST) + 1);
        return new StatusSet(statuses);
    }

    /** Whether a status is one of them. */
    public boolean contains(int status) {
        return statuses.get(status);
    }

    boolean isEmpty() {
        return statuses.isEmpty();
    }

    StatusSet plus(StatusSet other) {
        BitSet both = (BitSet) statuses.clone();
        both.or(other.statuses);
        return new StatusSet(both);
    }

    StatusSet minus(StatusSet other) {
        BitSet rest = (BitSet) statuses.clone();
        rest.andNot(other.statuses);
        return new StatusSet(rest);
    }

    StatusSet inCommonWith(StatusSet other) {
        BitSet both = (BitSet) statuses.clone();
        both.and(other.statuses);
        return new StatusSet(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && set.statuses.equals(statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    /** As they are written, the shortest way: {@code 408, 500-599}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int first = statuses.nextSetBit(0); first >= 0; ) {
            int end = statuses.nextClearBit(first);
            parts.add(end - first == 1 ? String.valueOf(first) : first + "-" + (end - 1));
            first = statuses.nextSetBit(end);
        }
        return String.join(", ", parts);
    }
}
