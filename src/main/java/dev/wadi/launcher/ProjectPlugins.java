package dev.wadi.launcher;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.launcher.plugin.Project;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginSource;
import dev.wadi.plugin.runtime.Stages;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The project of a folder, for the commands about plugins.
 *
 * @param home the folder
 * @param environment the variables of the environment
 */
record ProjectPlugins(Path home, Variables.Lookup environment) implements Project {

    /** The project in the current folder. */
    static ProjectPlugins here() {
        return new ProjectPlugins(Path.of("").toAbsolutePath(), System::getenv);
    }

    private Settings settings() {
        return Settings.read(home, environment);
    }

    @Override
    public List<Path> pluginFolders() {
        return settings().plugins().places(home).folders();
    }

    /** What is wrong with connections is left for the start: here only their names count. */
    @Override
    public Opened open() {
        Settings settings = settings();
        Variables variables = new Variables(environment);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        ConfiguredConnections connections =
                Wiring.connections(home, settings, variables, new Problems(), new Wiring.Owner() {
                    @Override
                    public <T extends AutoCloseable> T own(T part) {
                        parts.push(part);
                        return part;
                    }
                });
        PluginSource source = new PluginLoader(
                settings.plugins().places(home),
                settings.plugins().policy(),
                Wiring.withFile(home, variables),
                connections.names(),
                new Stages(settings.stages()));
        return new Opened() {
            @Override
            public PluginSource plugins() {
                return source;
            }

            @Override
            public void close() {
                Pipeline.closeAll(parts);
            }
        };
    }
}
