package dev.wadi.enrich;

import java.util.regex.Pattern;

/**
 * A text that a regular expression can read so often only. Some expressions need years for a text of fifty characters
 * ({@code (a+)+b}); a limit for the length would not help, and a thread that matches can't be interrupted.
 */
final class BoundedText implements CharSequence {

    private static final int READS = 1_000_000; // some milliseconds
    private static final int READS_PER_CHARACTER = 20;

    private final String text;
    private long left;

    /** Thrown out of a match that reads too much. */
    private static final class TooManyReads extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyReads() {
            super(null, null, false, false);
        }
    }

    /** How a match ended. */
    enum Match {
        YES,
        NO,
        /** It took too many steps, or went too deep. */
        GIVEN_UP
    }

    private BoundedText(String text) {
        this.text = text;
        this.left = READS + (long) READS_PER_CHARACTER * text.length();
    }

    /** Whether a whole text matches. */
    static Match match(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).matches() ? Match.YES : Match.NO;
        } catch (TooManyReads | StackOverflowError e) {
            return Match.GIVEN_UP;
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooManyReads();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
