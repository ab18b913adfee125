package dev.wadi.record;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of failed records: a retry each, where that is wanted, the failure may pass and any are left; else a dead
 * letter each.
 */
public final class Fate {

    private final DeadLetters deadLetters;
    private final @Nullable Retries retries;

    private Fate(DeadLetters deadLetters, @Nullable Retries retries) {
        this.deadLetters = deadLetters;
        this.retries = retries;
    }

    /** A dead letter in any case. */
    public static Fate death(DeadLetters deadLetters) {
        return new Fate(deadLetters, null);
    }

    /** A retry while any are left, then a dead letter. */
    public static Fate retry(Retries retries, DeadLetters deadLetters) {
        return new Fate(deadLetters, retries);
    }

    /** Whether nothing is decided now, for records that are no batch of a route's. */
    public boolean postpones(List<DeadLetter> letters) {
        return postpones(letters, Optional.empty());
    }

    /**
     * Whether nothing is decided now: a batch that can be divided is, and members of a batch that their consumer can run
     * one by one are run so, that only the guilty ones die of a fault in the payload; and those whose dead letters would
     * flood their topic wait.
     *
     * @param batch what the letters' records are the members of, if a route has gathered them
     */
    public boolean postpones(List<DeadLetter> letters, Optional<DivisibleBatch> batch) {
        if (letters.stream().allMatch(letter -> retry(letter).isPresent())) {
            return false;
        }
        DeadLetter first = letters.getFirst();
        if (first.family() == FailureFamily.PAYLOAD && divides(letters, batch)) {
            return true;
        }
        for (DeadLetter letter : letters) {
            if (!letter.record().admitsDeadLetter(letter.family(), letter.cause())) {
                letters.forEach(each -> each.record().postpone(FailureFamily.PAYLOAD, null, letter.cause()));
                return true;
            }
        }
        return false;
    }

    private static boolean divides(List<DeadLetter> letters, Optional<DivisibleBatch> batch) {
        return batch.filter(DivisibleBatch::divide).isPresent()
                || (letters.size() > 1 && letters.getFirst().record().runBatchSingly());
    }

    /** Settles the letter's record; completes once it is safe in its topic, and fails only if we stop before. */
    public CompletionStage<Void> settle(DeadLetter letter) {
        Optional<RetryTarget> target = retry(letter);
        return letter.record()
                .settleOnce(() -> letter.record().leaves(letter, target).thenCompose(told -> send(letter, target)));
    }

    /**
     * Settles several, those of one key one after the other, so that they stay in their order.
     *
     * @param each runs for each letter once it is safe
     * @return completes once all are safe; fails only if we stop before
     */
    public CompletionStage<Void> settleAll(List<DeadLetter> letters, Consumer<DeadLetter> each) {
        Map<ByteBuffer, CompletionStage<Void>> byKey = new HashMap<>();
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (DeadLetter letter : letters) {
            byte[] key = letter.record().source().key();
            CompletionStage<Void> earlier = key == null ? null : byKey.get(ByteBuffer.wrap(key));
            CompletionStage<Void> settled = (earlier == null
                            ? settle(letter)
                            : earlier.thenCompose(before -> settle(letter)))
                    .thenRun(() -> each.accept(letter));
            if (key != null) {
                byKey.put(ByteBuffer.wrap(key), settled);
            }
            all = all.thenCombine(settled, (before, now) -> null);
        }
        return all;
    }

    /** Settles the letter's record without a choice: by a retry if there is a target, else by a dead letter. */
    public CompletionStage<Void> send(DeadLetter letter, Optional<RetryTarget> target) {
        RecordHandle handle = letter.record();
        if (target.isPresent() && retries != null) {
            Outcome retried = new Outcome.Retried(target.get().topic());
            return retries.write(letter, target.get()).thenRun(() -> handle.settle(retried));
        }
        Outcome dead = new Outcome.Dead(letter.family(), letter.cause());
        return deadLetters.park(letter).thenRun(() -> handle.settle(dead));
    }

    private Optional<RetryTarget> retry(DeadLetter letter) {
        return retries == null || letter.family() != FailureFamily.TRANSIENT
                ? Optional.empty()
                : letter.record().nextRetry();
    }
}
