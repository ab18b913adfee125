package dev.wadi.enrich;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what belongs to a message from a connection, with a cache before it. Equal lookups at the same time ask
 * once. Failures are never kept; that there is nothing may be, and an old answer may stand in. Thread-safe, never blocks.
 */
public final class Lookup {

    private static final long RETRY_PAUSE = Duration.ofSeconds(5).toNanos();
    private static final Answer NOTHING_TO_ASK = Answer.missing("the message lacks a field of the path", null);

    private final AnswerSource source;
    private final AnswerCache cache;
    private final LookupTimes times;
    private final OnMissing onMissing;
    private final LookupMeters meters;

    /** @param cache the answers; lookups of other connections may share it */
    public Lookup(AnswerSource source, AnswerCache cache, LookupTimes times, OnMissing onMissing, LookupMeters meters) {
        this.source = source;
        this.cache = cache;
        this.times = times;
        this.onMissing = onMissing;
        this.meters = meters;
    }

    /** The connection that is asked. */
    public String connection() {
        return source.connection();
    }

    /** Asks at once for what waits for others to be asked with. */
    public void flush() {
        source.flush();
    }

    /**
     * The answer for a message.
     *
     * @return an answer, which may be missing unless that fails a message; fails as the connection does
     * @throws Failure (payload) if a field of the path is no plain value, or absent and that fails a message
     */
    public CompletionStage<Answer> find(@Nullable Object body) {
        if (onMissing != OnMissing.FAIL && !source.canAsk(body)) {
            meters.absent();
            return CompletableFuture.completedFuture(NOTHING_TO_ASK);
        }
        String key = source.connection() + source.path(body);
        while (true) { // each turn another lookup was faster
            long now = cache.now();
            CompletableFuture<Object> seen = cache.get(key);
            if (seen != null && !seen.isDone()) {
                meters.joined();
                return seen.thenApply(this::answer);
            }
            KeptAnswer kept = seen != null && seen.join() instanceof KeptAnswer known ? known : null;
            if (seen != null && kept != null && kept.isFresh(now)) {
                meters.hit();
                refreshIfDue(key, seen, kept, body, now);
                return known(kept);
            }
            CompletableFuture<Object> mine = new CompletableFuture<>();
            if (cache.replace(key, seen, mine)) {
                meters.called();
                ask(body, kept, mine);
                return mine.thenApply(this::answer);
            }
        }
    }

    private CompletionStage<Answer> known(KeptAnswer kept) {
        try {
            return CompletableFuture.completedFuture(answer(kept));
        } catch (CompletionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What a lookup gets of an entry. */
    private Answer answer(Object entry) {
        if (!(entry instanceof KeptAnswer kept)) {
            throw (CompletionException) entry;
        }
        if (kept.isStale()) {
            meters.stale();
        }
        String missing = kept.answer().missing();
        if (missing != null && onMissing == OnMissing.FAIL && kept.answer().dropped() == null) {
            throw new CompletionException(Failure.payload(missing));
        }
        return kept.answer();
    }

    private void refreshIfDue(
            String key, CompletableFuture<Object> seen, KeptAnswer kept, @Nullable Object body, long now) {
        if (kept.claimRefresh(now)) {
            CompletableFuture<Object> newer = new CompletableFuture<>();
            var unused = newer.thenAccept(entry -> {
                if (entry instanceof KeptAnswer came && !came.isStale()) {
                    cache.replace(key, seen, newer);
                } else {
                    kept.allowRefresh(cache.now() + RETRY_PAUSE);
                }
            });
            ask(body, kept, newer);
        }
    }

    /** Has the source asked; the entry is complete in any case: with an answer, an old one, or a CompletionException. */
    private void ask(@Nullable Object body, @Nullable KeptAnswer old, CompletableFuture<Object> entry) {
        CompletionStage<Answer> asked;
        try {
            asked = source.ask(body);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        asked.whenComplete((answer, thrown) ->
                entry.complete(thrown == null ? KeptAnswer.fresh(answer, times, cache.now()) : failed(thrown, old)));
    }

    private Object failed(Throwable thrown, @Nullable KeptAnswer old) {
        Throwable cause = LookupCalls.causeOf(thrown);
        long now = cache.now();
        return old != null && old.isUsable(now) && FailureFamily.of(cause) != FailureFamily.PAYLOAD
                ? old.standIn(now + RETRY_PAUSE)
                : new CompletionException(cause);
    }
}
