package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlFile;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A jar that lies in a folder of plugins by itself. To know what its plugins are called it makes one of each, once for
 * each content of the jar.
 */
final class LooseJar {

    /** The classes of its plugins by their names, for each content that was seen. */
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    /**
     * The classes of the plugins that a jar declares, by their names.
     *
     * @throws ConfigException if it declares none, or one of them can't be made
     */
    Map<String, String> plugins(Path jar) {
        String content = new Fingerprint().with(List.of(jar)).value();
        return known.computeIfAbsent(content, unseen -> look(jar));
    }

    private static Map<String, String> look(Path jar) {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, LooseJar.class.getClassLoader())) {
            Map<String, String> found = ServiceLoader.load(Plugin.class, classes).stream()
                    .filter(provider -> provider.type().getClassLoader() == classes)
                    .collect(Collectors.toMap(
                            provider -> provider.get().name(),
                            provider -> provider.type().getName(),
                            (one, other) -> one,
                            TreeMap::new));
            if (found.isEmpty()) {
                throw new ConfigException(
                        YamlFile.display(jar),
                        "declares no plugin in META-INF/services/" + Plugin.class.getName() + ". Put it into a folder"
                                + " of its own here, with a config.yaml that names the class");
            }
            return found;
        } catch (IOException | ServiceConfigurationError | LinkageError | RuntimeException e) {
            if (e instanceof ConfigException known) {
                throw known;
            }
            throw new ConfigException(YamlFile.display(jar), "can't be loaded: " + e);
        }
    }
}
