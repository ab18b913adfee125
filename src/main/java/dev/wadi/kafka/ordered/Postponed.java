package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records of a shard that wait for something, by what it is. Of the shard's thread alone. */
final class Postponed {

    private final Map<Blockage, ArrayDeque<ConsumedRecord>> records = new LinkedHashMap<>();
    private final Pause pause;

    Postponed(Pause pause) {
        this.pause = pause;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void add(ConsumedRecord waiting, Pause.Reason reason) {
        Blockage blockage = pause.waits(reason);
        records.computeIfAbsent(blockage, first -> new ArrayDeque<>()).add(waiting);
        waiting.endTrial(
                waiting.trial() instanceof Blockage tried && tried != blockage
                        ? Trial.Result.NOTHING
                        : Trial.Result.FAILED);
    }

    /** Drops those that were given back. */
    void removeIf(Predicate<ConsumedRecord> givenBack) {
        records.forEach((blockage, queue) -> queue.removeIf(waiting -> {
            boolean gone = givenBack.test(waiting);
            if (gone) {
                pause.left(blockage);
            }
            return gone;
        }));
        records.values().removeIf(ArrayDeque::isEmpty);
    }

    /** One of them to be tried, if it is time for one. */
    @Nullable
    ConsumedRecord takeTrial() {
        Iterator<Map.Entry<Blockage, ArrayDeque<ConsumedRecord>>> all =
                records.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Blockage, ArrayDeque<ConsumedRecord>> each = all.next();
            if (pause.takeTrial(each.getKey())) {
                ConsumedRecord tried = each.getValue().remove();
                tried.tries(each.getKey());
                if (each.getValue().isEmpty()) {
                    all.remove();
                }
                return tried;
            }
        }
        return null;
    }

    /** Whether some wait no longer. */
    boolean hasFree() {
        return !records.isEmpty() && records.keySet().stream().anyMatch(Blockage::isGone);
    }

    /** Takes those that wait no longer, the last one first. */
    void takeFree(Consumer<ConsumedRecord> taker) {
        Iterator<Map.Entry<Blockage, ArrayDeque<ConsumedRecord>>> all =
                records.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Blockage, ArrayDeque<ConsumedRecord>> each = all.next();
            if (each.getKey().isGone()) {
                each.getValue().descendingIterator().forEachRemaining(taker);
                all.remove();
            }
        }
    }
}
