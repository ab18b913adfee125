package dev.wadi.plugin.spi.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which plugins hear of each other and of Wadi. Publishing never waits for those who listen; each
 * listener hears the events of one publisher in their order. A subscription ends with the plugin that made it.
 *
 * <p>Wadi itself publishes {@code circuit.opened}, {@code circuit.closed}, {@code plugin.loaded}, {@code
 * plugin.started}, {@code plugin.stopped}, {@code plugin.failed}, {@code plugin.quarantined}, {@code plugin.released},
 * {@code record.dead}, {@code config.reloaded}, {@code service.registered}, {@code service.unregistered}, {@code
 * request.completed} and {@code request.failed}.
 */
public interface EventBus {

    /**
     * Listens.
     *
     * @param pattern an event's type, or its beginning and a star: {@code user.*} is all below {@code user}, {@code *}
     *     is everything
     * @return what ends the subscription before the plugin ends
     */
    Runnable subscribe(String pattern, EventListener listener);

    /** Publishes an event of this plugin's. */
    void publish(String type, Map<String, @Nullable Object> data);

    /** Publishes an event of this plugin's that belongs to something. */
    void publish(String type, Map<String, @Nullable Object> data, String correlationId);
}
