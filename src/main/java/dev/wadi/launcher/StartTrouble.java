package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Tells the operator's faults from ours among what comes out of a start, and says the former in one line. */
final class StartTrouble {

    private StartTrouble() {}

    /** The operator's fault in a throwable or its causes, or null if there is none. */
    static @Nullable ConfigException explain(Throwable thrown) {
        String where = null;
        Throwable said = null;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            switch (t) {
                case ConfigException explained -> {
                    return explained;
                }
                case MarkedYamlEngineException marked -> {
                    return new ConfigException(place(marked), String.valueOf(marked.getProblem()));
                }
                case FailedToCreateRouteException failed -> where = "the route " + failed.getRouteId();
                case FailedToStartRouteException failed -> where = "the route " + failed.getRouteId();
                case ResolveEndpointFailedException failed -> said = said == null ? failed : said;
                case NoSuchEndpointException missing -> said = missing;
                case NoSuchBeanException missing -> said = missing;
                case PropertyBindingException refused -> said = refused;
                default -> {
                    // its cause may say more
                }
            }
        }
        if (said == null && where == null) {
            return null;
        }
        return new ConfigException(where == null ? "routes" : where, brief(said == null ? rootOf(thrown) : said));
    }

    private static String place(MarkedYamlEngineException marked) {
        Optional<Mark> mark = marked.getProblemMark();
        return mark.map(m -> file(m.getName()) + ":" + (m.getLine() + 1)).orElse("routes");
    }

    private static String file(String name) {
        return name.startsWith("file:") ? YamlFile.display(Path.of(URI.create(name))) : name;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String brief(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
