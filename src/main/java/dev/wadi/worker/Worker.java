package dev.wadi.worker;

import dev.wadi.record.WorkerName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker in its short form, as a file says it.
 *
 * @param name its name
 * @param place where it stands: {@code file:line}
 * @param description what it is for
 * @param source where its records come from
 * @param handlers what is done to them, in this order
 * @param destination where they are sent
 * @param successTopic where deliveries are told; empty for nowhere
 */
public record Worker(
        String name,
        String place,
        String description,
        Source source,
        List<Handler> handlers,
        Destination destination,
        Optional<String> successTopic) {

    public Worker {
        handlers = List.copyOf(handlers);
    }

    /** The id of its route. */
    public String routeId() {
        return WorkerName.routeId(name);
    }

    /**
     * What it consumes.
     *
     * @param place where the topic stands
     * @param topic the topic
     * @param options those of {@code kafka-ordered:}, in their order
     */
    public record Source(String place, String topic, Map<String, String> options) {}

    /**
     * What it calls.
     *
     * @param place where the connection stands
     * @param connection the connection's name
     * @param path the path, without its query
     * @param options those of {@code connection:}, in their order
     */
    public record Destination(String place, String connection, String path, Map<String, String> options) {}
}
