package dev.wadi.manage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Counts the failed sign-ins of each address and makes it wait after too many. Thread-safe. */
final class LoginAttempts {

    static final int ALLOWED_FAILURES = 5;
    static final Duration WAIT = Duration.ofSeconds(30);

    private static final int MAX_ADDRESSES = 10_000;

    private final Cache<String, Integer> failures;

    LoginAttempts(Ticker ticker) {
        this.failures = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(WAIT)
                .maximumSize(MAX_ADDRESSES)
                .build();
    }

    boolean mustWait(String address) {
        Integer failed = failures.getIfPresent(address);
        return failed != null && failed >= ALLOWED_FAILURES;
    }

    void failed(String address) {
        failures.asMap().merge(address, 1, Integer::sum);
    }

    void succeeded(String address) {
        failures.invalidate(address);
    }
}
