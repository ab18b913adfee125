package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlFile;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.code.PluginCode;
import dev.wadi.plugin.spi.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The jars that lie in a folder of plugins by themselves. To know what the plugins of one are called it makes one of
 * each, once for each content of the jar.
 */
final class LooseJars {

    /** The classes of its plugins by their names, for each content that was seen. */
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    private final CodePolicy policy;

    LooseJars(CodePolicy policy) {
        this.policy = policy;
    }

    /**
     * The classes of the plugins that a jar declares, by their names.
     *
     * @throws ConfigException if it declares none, or one of them can't be made
     */
    Map<String, String> plugins(Path jar) {
        String content = new Fingerprint().with(List.of(jar)).value();
        return known.computeIfAbsent(content, unseen -> look(jar));
    }

    private Map<String, String> look(Path jar) {
        String name = String.valueOf(jar.getFileName());
        try (PluginCode code = PluginCode.of(name, List.of(jar), List.of(), policy)) {
            Map<String, String> found = ServiceLoader.load(Plugin.class, code.loader()).stream()
                    .filter(provider -> code.owns(provider.type()))
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
        } catch (RuntimeException | Error e) {
            if (e instanceof ConfigException known) {
                throw known;
            }
            throw new ConfigException(YamlFile.display(jar), "can't be loaded: " + e);
        }
    }
}
