package dev.wadi.plugin.finding;

import dev.wadi.plugin.dependency.PluginName;
import dev.wadi.plugin.spi.Plugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that jars of the class path declare. Ours run only where something names them; those of others run with
 * their defaults.
 */
public final class ClassPathPlugins {

    private static final Logger LOG = LoggerFactory.getLogger(ClassPathPlugins.class);
    private static final String OURS = "dev.wadi.";

    private final ClassLoader classPath;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    public ClassPathPlugins(ClassLoader classPath) {
        this.classPath = classPath;
    }

    /** What loads them. */
    public ClassLoader loader() {
        return classPath;
    }

    /** A new instance of the plugin of a name; nothing if there is none. */
    public Optional<Plugin> named(String name) {
        return all().stream()
                .filter(plugin -> PluginName.same(plugin.name(), name))
                .findFirst();
    }

    /** A new instance of the plugin whose class has a simple name; nothing if there is none. */
    public Optional<Plugin> ofClass(String simpleName) {
        return all().stream()
                .filter(plugin -> plugin.getClass().getSimpleName().equals(simpleName))
                .findFirst();
    }

    /** The names of all. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        all().forEach(plugin -> names.add(plugin.name()));
        return names;
    }

    /** New instances of those that are not ours. */
    List<Plugin> others() {
        return all().stream()
                .filter(plugin -> !plugin.getClass().getName().startsWith(OURS))
                .toList();
    }

    private List<Plugin> all() {
        List<Plugin> all = new ArrayList<>();
        Iterator<Plugin> declared = ServiceLoader.load(Plugin.class, classPath).iterator();
        while (true) {
            try {
                if (!declared.hasNext()) {
                    return all;
                }
                all.add(declared.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                if (reported.add(String.valueOf(e.getMessage()))) {
                    LOG.warn("A plugin of the class path can't be made, and is left out | error={}", e.toString());
                }
            }
        }
    }
}
