package dev.wadi.fake;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A folder with one plugin in it, loaded as Wadi does. */
public record PluginFolder(Path plugins, String name) {

    private static final Set<String> CONNECTIONS = Set.of(
            "external_api", "webhook_receiver", "email_service", "claimx_api", "alerts", "consul", "internal_service");
    private static final Map<String, String> VARIABLES =
            Map.of("JWT_SECRET", "0123456789abcdef0123456789abcdef", "CONSUL_TOKEN", "canary", "SECRET", "canary");

    /** The plugin's definition. */
    public PluginDefinition define(String yaml) {
        try {
            Path folder = Files.createDirectories(plugins.resolve(name));
            Files.writeString(folder.resolve("config.yaml"), yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new PluginLoader(
                        PluginPlaces.of(plugins),
                        CodePolicy.DEFAULT,
                        Variables.of(VARIABLES),
                        CONNECTIONS,
                        new Stages(List.of()))
                .load()
                .getFirst();
    }

    /** The plugin with that {@code config} section. */
    public Plugin load(String config) {
        return define("config:\n" + config.indent(2)).plugin();
    }

    /** What is wrong with that {@code config} section, each as {@code line: message}; the section begins at line 2. */
    public List<String> problems(String config) {
        try {
            load(config);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().replaceFirst(".*config.yaml:", ""))
                    .toList();
        }
    }
}
