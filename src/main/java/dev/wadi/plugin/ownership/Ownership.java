package dev.wadi.plugin.ownership;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of what a plugin has got from Wadi: registrations, subscriptions, threads, meters. Closing it takes all of
 * that back, the last one first. What is entered afterwards is taken back at once. Thread-safe.
 */
public final class Ownership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final String plugin;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private volatile boolean silent;
    private boolean closed;

    private enum Line implements AutoCloseable {
        DRAWN;

        @Override
        public void close() {
            // holds nothing
        }
    }

    public Ownership(String plugin) {
        this.plugin = plugin;
    }

    /** The plugin's name. */
    public String plugin() {
        return plugin;
    }

    /**
     * Whether what it has registered is passed over for now: of a plugin's next version while the one before it runs, and of
     * that one once the next has taken its place.
     */
    public boolean isSilent() {
        return silent;
    }

    /** Passes over what it has registered, or no longer. */
    public void silence(boolean whether) {
        silent = whether;
    }

    /** Enters something that is to end with the plugin. */
    public <T extends AutoCloseable> T own(T part) {
        synchronized (owned) {
            if (!closed) {
                owned.push(part);
                return part;
            }
        }
        end(part);
        return part;
    }

    /**
     * Enters something that may also end before the plugin does.
     *
     * @return ends it, and takes it out of the ledger
     */
    public Runnable ownEnding(Runnable ending) {
        AutoCloseable part = own(ending::run);
        return () -> {
            boolean stillThere;
            synchronized (owned) {
                stillThere = owned.remove(part);
            }
            if (stillThere) {
                ending.run();
            }
        };
    }

    /** Draws a line: {@link #closeToMark} takes back what is entered from here on. */
    public void mark() {
        synchronized (owned) {
            owned.push(Line.DRAWN);
        }
    }

    /** Takes back what was entered since the last line, and removes the line. */
    public void closeToMark() {
        while (true) {
            AutoCloseable last;
            synchronized (owned) {
                last = owned.poll();
            }
            if (last == null || last == Line.DRAWN) {
                return;
            }
            end(last);
        }
    }

    /** How many things it has now. */
    public int size() {
        synchronized (owned) {
            return (int) owned.stream().filter(part -> part != Line.DRAWN).count();
        }
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable last;
            synchronized (owned) {
                closed = true;
                last = owned.poll();
            }
            if (last == null) {
                return;
            }
            end(last);
        }
    }

    private void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception | LinkageError e) {
            LOG.warn("Something that a plugin owns did not close cleanly | plugin_name={}", plugin, e);
        }
    }
}
