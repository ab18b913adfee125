package dev.wadi.plugin.event;

import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.event.EventListener;
import dev.wadi.plugin.spi.event.PluginEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The event bus of a running Wadi. Publishing is quick and never fails. Thread-safe. */
public final class EventHub {

    /** The source of Wadi's own events. */
    private static final String WADI = "wadi";

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Executor executor;
    private final EventMeters meters;
    private final Clock clock;

    /**
     * Makes a bus without listeners.
     *
     * @param executor where listeners run; each occupies one thread at most
     */
    public EventHub(Executor executor, MeterRegistry meters, Clock clock) {
        this.executor = executor;
        this.meters = new EventMeters(meters);
        this.clock = clock;
    }

    /** Publishes an event of Wadi's own. */
    public void publish(String type, Map<String, @Nullable Object> data) {
        publish(type, data, WADI, "");
    }

    /** Publishes an event of Wadi's own that belongs to something. */
    public void publish(String type, Map<String, @Nullable Object> data, String correlationId) {
        publish(type, data, WADI, correlationId);
    }

    private void publish(String type, Map<String, @Nullable Object> data, String source, String correlationId) {
        if (!subscriptions.isEmpty()) {
            PluginEvent event = new PluginEvent(type, data, source, clock.instant(), correlationId);
            subscriptions.forEach(subscription -> subscription.offer(event));
        }
    }

    private Runnable subscribe(String pattern, Ownership owner, EventListener listener) {
        Subscription subscription = new Subscription(new EventPattern(pattern), owner, listener, executor, meters);
        subscriptions.add(subscription);
        return () -> {
            subscriptions.remove(subscription);
            subscription.end();
        };
    }

    /** Whether nobody listens, so that nothing needs to be said. */
    public boolean isSilent() {
        return subscriptions.isEmpty();
    }

    /** How many subscriptions there are now. */
    public int size() {
        return subscriptions.size();
    }

    /** The bus as one plugin sees it: what it publishes has its name, what it subscribes to ends with it. */
    public EventBus forPlugin(Ownership owner) {
        return new EventBus() {
            @Override
            public Runnable subscribe(String pattern, EventListener listener) {
                return owner.ownEnding(EventHub.this.subscribe(pattern, owner, listener));
            }

            @Override
            public void publish(String type, Map<String, @Nullable Object> data) {
                publish(type, data, "");
            }

            @Override
            public void publish(String type, Map<String, @Nullable Object> data, String correlationId) {
                EventHub.this.publish(type, data, owner.plugin(), correlationId);
            }
        };
    }
}
