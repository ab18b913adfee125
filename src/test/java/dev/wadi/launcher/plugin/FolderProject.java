package dev.wadi.launcher.plugin;

import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginSource;
import dev.wadi.plugin.runtime.Stages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A project that is a folder with {@code plugins/} in it, without settings. */
public record FolderProject(Path home) implements Project {

    @Override
    public List<Path> pluginFolders() {
        return List.of(home.resolve("plugins"));
    }

    @Override
    public Opened open() {
        PluginSource source = new PluginLoader(
                new PluginPlaces(home, pluginFolders(), true),
                CodePolicy.DEFAULT,
                Variables.of(java.util.Map.of()),
                Set.of(),
                new Stages(List.of()));
        return new Opened() {
            @Override
            public PluginSource plugins() {
                return source;
            }

            @Override
            public void close() {}
        };
    }
}
