package dev.wadi.demo.api;

import java.util.List;
import java.util.SplittableRandom;

/** Values drawn for one subject: the same subject draws the same values in the same order, always and everywhere. */
public final class Draw {

    private final SplittableRandom random;

    private Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public static Draw of(String kind, long id) {
        return new Draw(kind.hashCode() * 0x9E3779B97F4A7C15L + id * 0xBF58476D1CE4E5B9L);
    }

    /** A number between two, both included. */
    public int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public <T> T from(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** So many random hexadecimal digits, at most 16. */
    public String hex(int digits) {
        return "%016x".formatted(random.nextLong()).substring(0, digits);
    }
}
