package dev.wadi.record;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where connections tell that they may be worth a call again, and consumers hear of it whose records wait for them. Both
 * know only this. Thread-safe; listeners must not block.
 */
public final class Reopenings {

    /** As many calls as anybody likes. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Hears that a connection may be worth a call again. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A connection takes calls again, or may do so.
         *
         * @param connection its name
         * @param calls how many calls it will take, to begin with: 1 where nobody knows yet, {@link #ALL} without a limit
         */
        void reopened(String connection, int calls);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Tells a listener from now on, until what is returned is closed. */
    public Hearing tell(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells all listeners. */
    public void announce(String connection, int calls) {
        listeners.forEach(listener -> listener.reopened(connection, calls));
    }

    /** A listener as it is known here. */
    @FunctionalInterface
    public interface Hearing extends AutoCloseable {

        /** The listener is told no more. */
        @Override
        void close();
    }
}
