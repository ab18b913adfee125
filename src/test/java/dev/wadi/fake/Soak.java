package dev.wadi.fake;

import java.time.Duration;
import java.util.Random;

/**
 * How long the tests that draw lots go on: some rounds by default, and with {@code -Psoak} as long as {@code wadi.soak}
 * says. {@code -Dwadi.seed=N} repeats the lots of a run that failed.
 */
public final class Soak {

    /** The tag of these tests. */
    public static final String TAG = "soak";

    private static final Duration LASTS = Duration.parse(System.getProperty("wadi.soak", "PT0S"));

    private final int rounds;
    private final long began = System.nanoTime();
    private final Random random;
    private int done;

    private Soak(String what, int rounds) {
        this.rounds = rounds;
        long seed = Long.getLong("wadi.seed", System.nanoTime());
        this.random = new Random(seed);
        System.out.println(what + ": seed " + seed + " (-Dwadi.seed=" + seed + " repeats it)");
    }

    /** A test with so many rounds in the default run. */
    public static Soak of(String what, int rounds) {
        return new Soak(what, rounds);
    }

    /** Whether there is a further round. */
    public boolean next() {
        return done++ < rounds || System.nanoTime() - began < LASTS.toNanos();
    }

    public Random random() {
        return random;
    }
}
