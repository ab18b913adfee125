package dev.wadi.connection.limit;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how long an attempt has to wait for its turn, in the order in which they ask. Thread-safe, never blocks: a turn is
 * reserved at once, and whoever asked comes back for it by itself.
 */
public final class RateLimit {

    private final @Nullable RateLimiter limiter;

    private RateLimit(@Nullable RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** A limit for a connection; null for none. */
    public static RateLimit of(String connection, @Nullable CallRate rate) {
        if (rate == null) {
            return new RateLimit(null);
        }
        return new RateLimit(RateLimiter.of(
                connection,
                RateLimiterConfig.custom()
                        .limitForPeriod(rate.calls())
                        .limitRefreshPeriod(rate.period())
                        .timeoutDuration(rate.maxWait())
                        .build()));
    }

    /** Whether there is a limit at all. */
    public boolean isSet() {
        return limiter != null;
    }

    /** The time until the turn that was just reserved; nothing if it would be too long, and then none is reserved. */
    public Optional<Duration> reserve() {
        if (limiter == null) {
            return NOW;
        }
        long nanos = limiter.reservePermission();
        return nanos < 0 ? Optional.empty() : nanos == 0 ? NOW : Optional.of(Duration.ofNanos(nanos));
    }

    private static final Optional<Duration> NOW = Optional.of(Duration.ZERO);
}
