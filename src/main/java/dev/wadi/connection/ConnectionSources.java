package dev.wadi.connection;

import dev.wadi.config.Variables;
import java.nio.file.Path;
import java.util.List;

/**
 * Where connections are read from.
 *
 * @param home the project's folder, which the paths in the files are relative to
 * @param places folders of {@code <name>.yaml}, and files; those that don't exist are skipped
 * @param further files that the variables come from
 * @param variables what <code>${VAR}</code> stands for, asked anew at each reading
 */
public record ConnectionSources(Path home, List<Path> places, List<Path> further, Variables variables) {

    public ConnectionSources {
        places = List.copyOf(places);
        further = List.copyOf(further);
    }

    /** The same with variables that are set nowhere else. */
    ConnectionSources with(Variables.Lookup others) {
        return new ConnectionSources(home, places, further, variables.orElse(others));
    }
}
