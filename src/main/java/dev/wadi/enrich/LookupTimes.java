package dev.wadi.enrich;

import java.time.Duration;

/**
 * How long a lookup's answers are given.
 *
 * @param ttl how long an answer is fresh; zero for not at all
 * @param refreshAfter from when on a newer one is fetched in the background; zero for never
 * @param negativeTtl how long it is known that there is nothing; zero for not at all
 * @param staleIfError how long past its time an answer stands in while the connection fails
 */
public record LookupTimes(Duration ttl, Duration refreshAfter, Duration negativeTtl, Duration staleIfError) {

    private static final Duration MOST = Duration.ofDays(3650); // in nanoseconds, far from the end of a long

    /** @throws IllegalArgumentException if one is negative, or longer than ten years, or a refresh would come too late */
    public LookupTimes {
        check("cacheTtl", ttl);
        check("refreshAfter", refreshAfter);
        check("negativeTtl", negativeTtl);
        check("staleIfError", staleIfError);
        if (!refreshAfter.isZero() && refreshAfter.compareTo(ttl) >= 0) {
            throw new IllegalArgumentException("refreshAfter must be less than cacheTtl (" + ttl.toSeconds()
                    + "), but was " + refreshAfter.toSeconds());
        }
    }

    private static void check(String name, Duration time) {
        if (time.isNegative() || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from 0 to " + MOST.toSeconds() + " seconds, but was " + time.toSeconds());
        }
    }
}
