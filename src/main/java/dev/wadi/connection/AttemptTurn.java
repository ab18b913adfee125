package dev.wadi.connection;

import dev.wadi.connection.limit.AdaptiveLimit;
import dev.wadi.connection.limit.Permits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The turn of an attempt: first within what its connection may do at a time, then within what all of them may. In this
 * order, those that wait for a slow endpoint take no place from the others. Stays on its event loop.
 */
final class AttemptTurn {

    private final Permits own;
    private final Permits all;
    private final @Nullable AdaptiveLimit limit;
    private final Consumer<Runnable> loop;

    private boolean ofOwn;
    private boolean ofAll;
    private boolean over;
    private long began;

    /** @param loop runs a task on the attempt's event loop, whichever thread it is called on */
    AttemptTurn(AttemptContext shared, Consumer<Runnable> loop) {
        this.own = shared.turns();
        this.all = shared.runtime().slots();
        this.limit = shared.limit();
        this.loop = loop;
    }

    /**
     * Waits for it.
     *
     * @param come runs once it has come
     * @param refused runs if too many wait already
     */
    void take(Runnable come, Runnable refused) {
        Runnable inAll = () -> {
            ofAll = true;
            began = System.nanoTime();
            come.run();
        };
        Runnable inOwn = () -> {
            ofOwn = true;
            take(all, inAll, refused);
        };
        take(own, inOwn, refused);
    }

    private void take(Permits permits, Runnable come, Runnable refused) {
        boolean waits = permits.take(() -> loop.accept(() -> {
            if (over) { // the attempt timed out while it waited
                permits.giveBack();
            } else {
                come.run();
            }
        }));
        if (!waits) {
            refused.run();
        }
    }

    /** Gives it back, come or not. */
    void end(AttemptFailed.Sign sign) {
        over = true;
        if (ofAll) {
            all.giveBack();
            learn(sign);
        }
        if (ofOwn) {
            own.giveBack();
        }
    }

    private void learn(AttemptFailed.Sign sign) {
        if (limit != null) {
            switch (sign) {
                case ALIVE, UNKNOWN_CALLER -> limit.answered(System.nanoTime() - began);
                case OVERLOAD -> limit.overloaded();
                case NONE, TROUBLE -> {}
            }
        }
    }
}
