package dev.wadi.connection;

import dev.wadi.connection.limit.AdaptiveLimit;
import dev.wadi.connection.limit.Permits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The turn of an attempt: first within what its connection may do at a time, then within what all of them may. Stays on
 * its event loop.
 */
final class AttemptTurn {

    private final @Nullable AdaptiveLimit limit;
    private final Permits slots;
    private final Consumer<Runnable> loop;

    private boolean ofLimit;
    private boolean ofSlots;
    private boolean over;
    private long began;

    /** @param loop runs a task on the attempt's event loop, whichever thread it is called on */
    AttemptTurn(@Nullable AdaptiveLimit limit, Permits slots, Consumer<Runnable> loop) {
        this.limit = limit;
        this.slots = slots;
        this.loop = loop;
    }

    /** Runs the task once the turn has come; false if too many wait already. */
    boolean take(Runnable task) {
        return limit == null
                ? takeSlot(task)
                : take(limit.permits(), () -> {
                    ofLimit = true;
                    if (!takeSlot(task)) {
                        task.run(); // which finds that it has not come
                    }
                });
    }

    private boolean takeSlot(Runnable task) {
        return take(slots, () -> {
            ofSlots = true;
            began = System.nanoTime();
            task.run();
        });
    }

    private boolean take(Permits permits, Runnable task) {
        return permits.take(() -> loop.accept(() -> {
            if (over) { // the attempt timed out while it waited
                permits.giveBack();
            } else {
                task.run();
            }
        }));
    }

    /** Whether it has come. */
    boolean hasCome() {
        return ofSlots;
    }

    /** Gives it back, come or not. */
    void end(AttemptFailed.Sign sign) {
        over = true;
        if (ofSlots) {
            slots.giveBack();
        }
        if (ofLimit && limit != null) {
            learn(limit, sign);
            limit.permits().giveBack();
        }
    }

    private void learn(AdaptiveLimit from, AttemptFailed.Sign sign) {
        switch (sign) {
            case ALIVE, UNKNOWN_CALLER -> from.answered(System.nanoTime() - began);
            case OVERLOAD -> from.overloaded();
            case NONE, TROUBLE -> {}
        }
    }
}
