package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionAddress;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.runtime.Stages;

/**
 * Looks up each connection and stage that route files name before anything is started. Camel would find most of them,
 * one at a time, but not those of a dynamic step such as {@code enrich}, which it looks up for the first message.
 */
final class RouteReferences {

    private final Connections connections;
    private final Stages stages;
    private final Problems problems = new Problems();

    private RouteReferences(Connections connections, Stages stages) {
        this.connections = connections;
        this.stages = stages;
    }

    /**
     * Checks all files.
     *
     * @throws ConfigException with each reference that leads nowhere
     */
    static void check(RoutePlaces places, Connections connections, Stages stages) {
        RouteReferences references = new RouteReferences(connections, stages);
        places.texts().forEach(references::check);
        references.problems.throwIfAny();
    }

    private void check(RoutePlaces.Text text) {
        String endpoint = RoutePlaces.withoutOptions(text.value());
        int colon = endpoint.indexOf(':');
        if (colon < 0 || endpoint.contains(" ")) {
            return;
        }
        String name = ConnectionAddress.parse(endpoint.substring(colon + 1)).connection();
        if (name.isEmpty() || name.contains("{")) { // known to Camel only
            return;
        }
        try {
            switch (endpoint.substring(0, colon)) {
                case "connection", "lookup" -> connections.get(name, text.place());
                case "stage" -> stages.require(name, text.place());
                default -> {
                    // names nothing of ours
                }
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }
}
