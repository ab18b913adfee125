package dev.wadi.launcher.worker;

import dev.wadi.worker.RouteText;
import java.util.List;
import java.util.Map;

/**
 * The workers of a project.
 *
 * @param inShort those in the short form, with the routes that they stand for
 * @param asRoutes the places of those that are routes, by their names
 */
public record Workers(List<RouteText> inShort, Map<String, String> asRoutes) {

    public Workers {
        inShort = List.copyOf(inShort);
        asRoutes = Map.copyOf(asRoutes);
    }

    /** Reads them. */
    @FunctionalInterface
    public interface Reader {

        /** @throws dev.wadi.config.ConfigException with all that is wrong with the routes and workers of the project */
        Workers read();
    }
}
