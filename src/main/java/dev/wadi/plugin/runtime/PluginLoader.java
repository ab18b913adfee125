package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Loads the plugins of a folder: one for each {@code <name>/} and {@code config/<name>/} with a {@code config.yaml} or a
 * jar in it.
 */
public final class PluginLoader {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);
    /** The folder in which the original kept its plugins; not a plugin itself. */
    private static final String NESTED = "config";

    private final Path folder;
    private final boolean enabled;
    private final Variables variables;
    private final Set<String> connections;
    private final Stages stages;
    private final Implementations implementations = new Implementations();

    /**
     * Makes a loader.
     *
     * @param folder the folder of all plugins
     * @param enabled false to load none
     * @param variables what <code>${VAR}</code> stands for
     * @param connections the names of the connections that plugins may refer to
     * @param stages the stages that plugins may run at
     */
    public PluginLoader(Path folder, boolean enabled, Variables variables, Set<String> connections, Stages stages) {
        this.folder = folder;
        this.enabled = enabled;
        this.variables = variables;
        this.connections = Set.copyOf(connections);
        this.stages = stages;
    }

    /**
     * Loads all of them.
     *
     * @throws ConfigException with everything that is wrong in any of them; then none stays loaded
     */
    public List<PluginDefinition> load() {
        if (!enabled) {
            LOG.info("Plugins are switched off");
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            LOG.warn("Plugins directory not found | plugins_dir={}", folder);
            return List.of();
        }
        Problems problems = new Problems();
        List<PluginDefinition> loaded = new ArrayList<>();
        for (PluginSettings settings : distinct(readAll(problems), problems)) {
            load(settings, loaded, problems);
        }
        if (!problems.found().isEmpty()) {
            loaded.forEach(definition -> definition.classLoader().close());
        }
        problems.throwIfAny();
        LOG.info("Loaded plugins from directory | plugins_dir={} plugins_loaded={}", folder, loaded.size());
        return List.copyOf(loaded);
    }

    private List<PluginSettings> readAll(Problems problems) {
        List<PluginSettings> all = new ArrayList<>();
        List<Path> folders = new ArrayList<>(subfolders(folder));
        folders.remove(folder.resolve(NESTED));
        folders.addAll(subfolders(folder.resolve(NESTED)));
        for (Path plugin : folders) {
            try {
                if (PluginSettings.isIn(plugin)) {
                    all.add(PluginSettings.read(plugin, variables));
                } else {
                    logNoPlugin(plugin);
                }
            } catch (ConfigException e) {
                problems.addAll(e);
            }
        }
        return all;
    }

    private static void logNoPlugin(Path plugin) {
        boolean misnamed = Stream.of("config.yml", "plugin.yaml", "plugin.yml")
                .anyMatch(name -> Files.exists(plugin.resolve(name)));
        LOG.atLevel(misnamed ? Level.WARN : Level.DEBUG)
                .log("No config file found in plugin directory: it must be named config.yaml | plugin_dir={}", plugin);
    }

    private static Set<Path> subfolders(Path parent) {
        Set<Path> folders = new TreeSet<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
                entries.forEach(folders::add);
            } catch (IOException e) {
                throw new UncheckedIOException(parent + " can't be read", e);
            }
        }
        return folders;
    }

    private static List<PluginSettings> distinct(List<PluginSettings> all, Problems problems) {
        Map<String, PluginSettings> byName = new LinkedHashMap<>();
        for (PluginSettings settings : all) {
            PluginSettings first = byName.putIfAbsent(settings.name(), settings);
            if (first != null) {
                problems.add(
                        settings.file().place("name"),
                        "the plugin name '" + settings.name() + "' is taken by "
                                + first.file().place("name") + ". Give one of them another name");
            }
        }
        return List.copyOf(byName.values());
    }

    private void load(PluginSettings settings, List<PluginDefinition> loaded, Problems problems) {
        if (settings.enabled()) {
            loadEnabled(settings).ifPresent(loaded::add);
        } else {
            LOG.info("Plugin is disabled | plugin_name={}", settings.name());
        }
        settings.problems().found().forEach(found -> problems.add(found.where(), found.message()));
    }

    /** The plugin, or nothing if its settings have problems now. */
    private Optional<PluginDefinition> loadEnabled(PluginSettings settings) {
        PluginClassLoader classes = PluginClassLoader.of(settings.folder(), settings.name());
        try {
            PluginDefinition plugin = configured(settings, classes);
            if (settings.problems().found().isEmpty()) {
                logLoaded(settings, plugin);
                return Optional.of(plugin);
            }
        } catch (ConfigException e) {
            settings.problems().addAll(e);
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            settings.problems()
                    .add(settings.classPlace(), "the plugin '" + settings.name() + "' can't be loaded: " + e);
        }
        classes.close();
        return Optional.empty();
    }

    private static void logLoaded(PluginSettings settings, PluginDefinition plugin) {
        LOG.info(
                "Loaded plugin from directory | plugin_name={} plugin_dir={}",
                settings.name(),
                settings.folder().getFileName());
        LOG.debug(
                "Plugin loaded | plugin_name={} plugin_version={}",
                settings.name(),
                plugin.plugin().version());
    }

    private PluginDefinition configured(PluginSettings settings, PluginClassLoader classes) {
        Plugin plugin =
                switch (implementations.instance(settings, classes)) {
                    case Plugin itself -> itself;
                    case Processor processor -> new ProcessorPlugin(settings.name(), processor);
                    case Object other ->
                        throw new ConfigException(
                                settings.classPlace(),
                                "'" + other.getClass().getName() + "' is no plugin. It must implement "
                                        + Plugin.class.getName() + " or " + Processor.class.getName());
                };
        plugin.configure(new YamlPluginConfig(settings.config(), connections));
        Set<String> itsStages = settings.stages().orElseGet(plugin::stages);
        stages.check(itsStages, settings.file().place("stages"), settings.problems());
        return new PluginDefinition(
                settings.name(),
                plugin,
                settings.priority().orElseGet(plugin::priority),
                settings.domains().orElseGet(plugin::domains),
                itsStages,
                settings.eventTypes().orElseGet(plugin::eventTypes),
                plugin.dependencies(),
                classes);
    }
}
