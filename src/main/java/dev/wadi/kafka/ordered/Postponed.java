package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records of a shard that make their consumer wait. Of the shard's thread alone. */
final class Postponed {

    private final ArrayDeque<ConsumedRecord> records = new ArrayDeque<>();
    private final Pause pause;

    Postponed(Pause pause) {
        this.pause = pause;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void add(ConsumedRecord waiting, Pause.Reason reason, boolean wasProbe) {
        records.add(waiting);
        pause.waits(reason, wasProbe);
    }

    /** Drops those that were given back. */
    void removeIf(Predicate<ConsumedRecord> givenBack) {
        records.removeIf(waiting -> {
            boolean gone = givenBack.test(waiting);
            if (gone) {
                pause.left();
            }
            return gone;
        });
    }

    /** One of them to be tried, if it is time; the consumer's only one. */
    @Nullable
    ConsumedRecord takeProbe() {
        if (records.isEmpty() || !pause.takeProbe()) {
            return null;
        }
        ConsumedRecord probe = records.remove();
        probe.probe = true;
        pause.left();
        return probe;
    }

    /** All of them, the last one first, once the consumer goes on. */
    void takeAll(Consumer<ConsumedRecord> taker) {
        while (!records.isEmpty()) {
            taker.accept(records.removeLast());
            pause.left();
        }
    }
}
