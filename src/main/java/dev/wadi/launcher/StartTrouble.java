package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;

/** Tells the operator's faults from ours among what comes out of a start, and says the former in one line. */
final class StartTrouble {

    private StartTrouble() {}

    /** The operator's fault in a throwable or its causes, or null if there is none. */
    static @Nullable ConfigException explain(Throwable thrown) {
        String route = null;
        for (Throwable t = thrown; t != null && t.getCause() != t; t = t.getCause()) {
            switch (t) {
                case ConfigException explained -> {
                    return explained;
                }
                case FailedToCreateRouteException failed -> route = failed.getRouteId();
                case ResolveEndpointFailedException failed
                when !hasConfigException(failed) -> {
                    return new ConfigException(place(route), brief(failed));
                }
                case NoSuchBeanException missing -> {
                    return new ConfigException(place(route), "no bean is named '" + missing.getName() + "'");
                }
                case PropertyBindingException refused -> {
                    return new ConfigException(place(route), brief(refused));
                }
                default -> {
                    // its cause may say more
                }
            }
        }
        return route == null ? null : new ConfigException(place(route), brief(rootOf(thrown)));
    }

    private static String place(@Nullable String route) {
        return route == null ? "routes" : "routes: " + route;
    }

    private static boolean hasConfigException(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ConfigException) {
                return true;
            }
        }
        return false;
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
