package dev.wadi.plugin.event;

import dev.wadi.plugin.limit.LogPace;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.event.EventListener;
import dev.wadi.plugin.spi.event.PluginEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One listener and the events that wait for it. It hears them one at a time, in the order in which they were published. */
final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final int MAX_WAITING = 10_000;

    private final EventPattern pattern;
    private final Ownership owner;
    private final String plugin;
    private final EventListener listener;
    private final Executor executor;
    private final EventMeters meters;
    private final LogPace pace = new LogPace();
    private final Deque<PluginEvent> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean ended;
    private boolean full;

    Subscription(EventPattern pattern, Ownership owner, EventListener listener, Executor executor, EventMeters meters) {
        this.pattern = pattern;
        this.owner = owner;
        this.plugin = owner.plugin();
        this.listener = listener;
        this.executor = executor;
        this.meters = meters;
    }

    void offer(PluginEvent event) {
        if (owner.isSilent() || !pattern.matches(event.type())) {
            return;
        }
        synchronized (waiting) {
            if (ended) {
                return;
            }
            if (waiting.size() >= MAX_WAITING) {
                dropped(event);
                return;
            }
            full = false;
            waiting.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // Wadi is stopping, or has no thread left
            synchronized (waiting) {
                running = false; // the next event tries again
            }
        }
    }

    private void dropped(PluginEvent event) {
        meters.dropped(plugin);
        if (!full) {
            full = true;
            LOG.warn(
                    "{} events wait for a listener that is too slow or hangs; further ones are left out"
                            + " | plugin_name={} event_type={}",
                    MAX_WAITING,
                    plugin,
                    event.type());
        }
    }

    private void drain() {
        for (PluginEvent event = next(); event != null; event = next()) {
            try {
                listener.on(event);
            } catch (Throwable e) {
                meters.failed(plugin);
                LOG.atLevel(pace.due() ? Level.WARN : Level.DEBUG)
                        .setCause(e)
                        .log("Event listener failed | plugin_name={} event_type={}", plugin, event.type());
            }
        }
    }

    private @Nullable PluginEvent next() {
        synchronized (waiting) {
            PluginEvent event = waiting.poll();
            running = event != null;
            return event;
        }
    }

    /** Hears no further event; one that it hears now may still come to its end. */
    void end() {
        synchronized (waiting) {
            ended = true;
            waiting.clear();
        }
    }
}
