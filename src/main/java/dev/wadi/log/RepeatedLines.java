package dev.wadi.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Holds back lines of which there could be one for each record: of each kind a few are written in a minute, the others
 * are counted, and one line tells how many they were. Thread-safe.
 */
public final class RepeatedLines {

    /** How many lines of a kind are written within a minute. */
    public static final int WRITTEN = 5;

    /** Further kinds at the same time count as one. */
    static final int MAX_KINDS = 200;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String OTHERS = "lines of other kinds";

    private final Logger log;
    private final Executor later;
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    /** For the lines of a logger. */
    public RepeatedLines(Logger log) {
        this(log, CompletableFuture.delayedExecutor(WINDOW.toSeconds(), TimeUnit.SECONDS));
    }

    /**
     * Makes it.
     *
     * @param log where the summaries are written
     * @param later runs what ends a window, once it is over
     */
    RepeatedLines(Logger log, Executor later) {
        this.log = log;
        this.later = later;
    }

    /**
     * The level of a line now: WARN, or DEBUG where there were enough of its kind.
     *
     * @param kind what such lines have in common, for people; without ids
     */
    public Level level(String kind) {
        String counted = seen.size() < MAX_KINDS || seen.containsKey(kind) ? kind : OTHERS;
        AtomicInteger number = seen.computeIfAbsent(counted, fresh -> {
            later.execute(() -> summarise(fresh));
            return new AtomicInteger();
        });
        return number.incrementAndGet() <= WRITTEN ? Level.WARN : Level.DEBUG;
    }

    private void summarise(String kind) {
        AtomicInteger ended = seen.remove(kind);
        int heldBack = ended == null ? 0 : ended.get() - WRITTEN;
        if (heldBack > 0) {
            log.warn("… and {} more like it within a minute | {}", heldBack, kind);
        }
    }
}
