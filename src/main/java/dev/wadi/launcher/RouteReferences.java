package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.connection.ConnectionAddress;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.runtime.Stages;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks up each connection, stage and {@code direct:} route that route files name before anything is started. Camel
 * would find most of them, one at a time, but not those of a dynamic step such as {@code enrich}, nor a {@code direct:}
 * route whose file does not run: these it looks up for the first message.
 */
final class RouteReferences {

    private static final String DIRECT = "direct:";

    private final Connections connections;
    private final Stages stages;
    private final Set<String> consumed;
    private final Problems problems = new Problems();

    private RouteReferences(Connections connections, Stages stages, Set<String> consumed) {
        this.connections = connections;
        this.stages = stages;
        this.consumed = consumed;
    }

    /**
     * Checks all files.
     *
     * @throws ConfigException with each reference that leads nowhere
     */
    static void check(RoutePlaces places, Connections connections, Stages stages) {
        RouteReferences references = new RouteReferences(connections, stages, consumed(places.texts()));
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
                case "direct" -> requireConsumed(endpoint, text.place());
                default -> {
                    // names nothing of ours
                }
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }

    private void requireConsumed(String endpoint, String place) {
        if (!consumed.contains(endpoint)) {
            problems.add(
                    place,
                    "no route that runs begins with " + endpoint + ". "
                            + Suggestion.of(endpoint, consumed, "Routes begin with"));
        }
    }

    /** The direct endpoints with which routes begin: those that stand below {@code from} and before its steps. */
    private static Set<String> consumed(List<RoutePlaces.Text> texts) {
        Set<String> consumed = new TreeSet<>();
        boolean from = false;
        for (RoutePlaces.Text text : texts) {
            switch (text.value()) {
                case "from" -> from = true;
                case "steps" -> from = false;
                default -> {
                    if (from && text.value().startsWith(DIRECT)) {
                        consumed.add(RoutePlaces.withoutOptions(text.value()));
                    }
                }
            }
        }
        return consumed;
    }
}
