package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Fate;
import dev.wadi.record.Origin;
import dev.wadi.record.RetryTarget;
import dev.wadi.record.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the later records of a key stay behind one that waits in a retry topic or is dead, where that is wanted.
 *
 * <p>Each record that is put aside has a {@link HeldMark}: written before the record is written to where it waits, and
 * removed, once it has ended, before the next record of its key begins. A record does not begin while there is a mark of
 * an earlier one, but is put aside behind that one. So no record overtakes an earlier one of its key, whoever has the
 * partitions and whoever was killed meanwhile. Thread-safe.
 */
final class HeldKeys {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /** A record that is to go where it comes from waits so long, lest it run in circles. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final FollowRules rules;
    private final HeldTopic held;
    private final ConsumedTopics topics;
    private final Fate fate;
    private final Clock clock;

    HeldKeys(FollowRules rules, HeldTopic held, ConsumedTopics topics, Fate fate, Clock clock) {
        this.rules = rules;
        this.held = held;
        this.topics = topics;
        this.fate = fate;
        this.clock = clock;
    }

    boolean isUsed() {
        return rules.hold();
    }

    void start() {
        if (isUsed()) {
            held.reader().start();
        }
    }

    void stop() throws InterruptedException {
        if (isUsed()) {
            held.reader().stop();
        }
    }

    boolean isAlive() {
        return !isUsed() || held.reader().isAlive();
    }

    /** What keeps it from knowing which keys wait, or null. */
    @Nullable
    String trouble() {
        return held.reader().trouble();
    }

    /** How many records were put aside and have not ended. */
    int size() {
        return held.marks().size();
    }

    /** Lets go of a key: no record of it has to stay behind another that was put aside until now. */
    int release(ByteBuffer key) {
        List<HeldMark> marks = held.marks().of(key);
        marks.forEach(mark -> {
            var unused = held.removeUnread(mark.id());
        });
        return marks.size();
    }

    /** Completes once everything is known that is written now. */
    CompletionStage<Void> catchUp() {
        return held.reader().readAll();
    }

    /** Whether a record or batch may begin without further ado. */
    boolean lets(ConsumedRecord starting) {
        if (isUsed()) {
            for (ConsumedRecord member : starting.all()) {
                if (!isFree(member.source())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isFree(SourceRecord source) {
        byte[] key = source.key();
        if (key == null) {
            return true;
        }
        HeldMarks marks = held.marks();
        return !topics.isSide(source.topic())
                && (marks.isEmpty()
                        || (marks.of(source.place()) == null
                                && marks.before(ByteBuffer.wrap(key), source.place()) == null));
    }

    /**
     * Puts those aside that have to stay behind others.
     *
     * @return the ones that may begin, in their order; fails only if we stop before
     */
    CompletionStage<List<ConsumedRecord>> admit(List<ConsumedRecord> records) {
        Set<Origin> admitted = ConcurrentHashMap.newKeySet();
        Map<ByteBuffer, CompletionStage<Void>> byKey = new HashMap<>();
        CompletionStage<Void> all = DONE;
        for (ConsumedRecord each : records) {
            byte[] key = each.source().key();
            if (key == null) {
                admitted.add(each.origin());
            } else {
                ByteBuffer held = ByteBuffer.wrap(key);
                CompletionStage<Void> next =
                        byKey.getOrDefault(held, DONE).thenCompose(earlier -> admit(each, held, admitted));
                byKey.put(held, next);
                all = all.thenCompose(others -> next);
            }
        }
        return all.thenApply(settled -> records.stream()
                .filter(each -> admitted.contains(each.origin()))
                .toList());
    }

    private CompletionStage<Void> admit(ConsumedRecord candidate, ByteBuffer key, Set<Origin> admitted) {
        return marksOf(candidate.source()).thenCompose(read -> {
            Origin origin = candidate.origin();
            HeldMark ahead = held.marks().before(key, origin);
            HeldMark own = held.marks().of(origin);
            if (ahead != null && !admitted.contains(ahead.origin())) {
                return putAside(candidate, ahead);
            }
            if (own != null && isElsewhere(own, candidate.source())) {
                return putAside(candidate, own);
            }
            admitted.add(origin);
            return own != null && own.isDead() ? revive(candidate, own) : DONE;
        });
    }

    /** Whoever wrote the record had written its mark before, and had known all earlier ones. */
    private CompletionStage<Void> marksOf(SourceRecord source) {
        if (!topics.isSide(source.topic())) {
            return DONE;
        }
        String mark = source.header(FailureHeaders.HELD);
        return mark != null && mark.matches("\\d{1,18}") ? held.reader().read(Long.parseLong(mark)) : catchUp();
    }

    /** Whether a record is a double: it was put aside, but its offset not committed when its consumer was killed. */
    private boolean isElsewhere(HeldMark own, SourceRecord source) {
        return !own.topic().equals(source.topic()) && !(own.isDead() && topics.isReplay(source.topic()));
    }

    /** A replayed record is no dead one any more: those that follow it from now on are not to be dead either. */
    private CompletionStage<Void> revive(ConsumedRecord replayed, HeldMark own) {
        return held.write(new HeldMark(own.id(), own.key(), replayed.source().topic(), clock.instant(), own.blocker()))
                .thenAccept(offset -> {});
    }

    private CompletionStage<Void> putAside(ConsumedRecord follower, HeldMark ahead) {
        Instant now = clock.instant();
        Instant due = ahead.due();
        if (due != null && ahead.topic().equals(follower.source().topic()) && due.isBefore(now.plus(AGAIN_AFTER))) {
            due = now.plus(AGAIN_AFTER);
        }
        Optional<RetryTarget> where = due == null
                ? Optional.empty()
                : Optional.of(new RetryTarget(ahead.topic(), Duration.between(now, due)));
        DeadLetter letter = letter(follower, ahead.blocker(), now);
        return mark(follower, ahead.topic(), due, ahead.blocker())
                .thenCompose(marked -> fate.send(letter, where))
                .thenRun(follower::releaseExchange);
    }

    private static DeadLetter letter(ConsumedRecord follower, HeldMark.Blocker blocker, Instant now) {
        boolean itself = blocker.origin().equals(follower.origin());
        return new DeadLetter(
                itself ? DeadLetter.Kind.RECORD : DeadLetter.Kind.HELD,
                follower,
                blocker.family(),
                itself ? blocker.cause() : "held behind " + blocker.origin() + ": " + blocker.cause(),
                follower.consumer(),
                0,
                now,
                null);
    }

    /** Before a record that failed is written to a retry topic, or to the dead letters. */
    CompletionStage<Void> leaves(HeldRecord failed, DeadLetter letter, Optional<RetryTarget> retry) {
        if (failed.source().key() == null || !rules.hold(retry.isPresent())) {
            return DONE;
        }
        return mark(
                failed,
                retry.map(RetryTarget::topic).orElse(failed.deadLetterTarget().topic()),
                retry.map(target -> letter.failedAt().plus(target.delay())).orElse(null),
                new HeldMark.Blocker(failed.origin(), letter.family(), letter.cause()));
    }

    private CompletionStage<Void> mark(
            HeldRecord aside, String topic, @Nullable Instant due, HeldMark.Blocker blocker) {
        ByteBuffer key = ByteBuffer.wrap(Objects.requireNonNull(aside.source().key()));
        return held.write(new HeldMark(id(aside), key, topic, due, blocker)).thenAccept(aside::marked);
    }

    private static HeldMark.Id id(HeldRecord of) {
        return new HeldMark.Id(of.group(), of.origin());
    }

    /**
     * When nobody works on a record any more for which its key would have to wait: removes its mark, if it has one that
     * tells of the past.
     *
     * @return completes once it is removed; null if there is nothing to remove
     */
    @Nullable
    CompletionStage<?> ends(HeldRecord ended) {
        if (ended.mark().isPresent()) {
            return null; // it has just been put aside
        }
        SourceRecord source = ended.source();
        boolean told = source.header(FailureHeaders.HELD) != null && topics.isSide(source.topic());
        if (!isUsed()) {
            return told ? held.removeUnread(id(ended)) : null; // from the time when it was used
        }
        boolean known = !held.marks().isEmpty() && held.marks().of(ended.origin()) != null;
        return told || known ? held.remove(id(ended)) : null;
    }
}
