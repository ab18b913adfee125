package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.ClassPathPlugins;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.finding.PluginFinder;
import dev.wadi.plugin.finding.PluginPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the plugins there are: looks for them, and makes and configures each. Thread-safe. */
public final class PluginLoader implements PluginSource {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final PluginPlaces places;
    private final PluginFinder finder;
    private final PluginDefiner definer;

    /**
     * Makes a loader.
     *
     * @param places where plugins are looked for
     * @param policy what their code must be like
     * @param variables what <code>${VAR}</code> stands for
     * @param connections the names of the connections that plugins may refer to
     * @param stages the stages that plugins may run at
     */
    public PluginLoader(
            PluginPlaces places, CodePolicy policy, Variables variables, Set<String> connections, Stages stages) {
        this(places, policy, variables, connections, stages, new ClassPathPlugins(PluginLoader.class.getClassLoader()));
    }

    PluginLoader(
            PluginPlaces places,
            CodePolicy policy,
            Variables variables,
            Set<String> connections,
            Stages stages,
            ClassPathPlugins classPath) {
        this.places = places;
        this.finder = new PluginFinder(places, policy, variables, classPath);
        this.definer = new PluginDefiner(policy, variables, connections, stages, new Implementations(classPath));
    }

    /**
     * Looks for plugins and runs none of them, those aside that lie in a jar by themselves: they are made once, to ask
     * for their names.
     *
     * @return all of them, those that are switched off or have problems included
     * @throws ConfigException if what says where plugins are can't be read: nobody knows then which there are
     */
    @Override
    public List<PluginCandidate> find() {
        Problems problems = new Problems();
        List<PluginCandidate> found = finder.find(problems);
        problems.throwIfAny();
        return found;
    }

    @Override
    public Set<Path> places() {
        return finder.named();
    }

    /**
     * Makes and configures a plugin.
     *
     * @param candidate one that is enabled
     * @throws ConfigException with everything that is wrong with it
     */
    @Override
    public PluginDefinition define(PluginCandidate candidate) {
        return definer.define(candidate);
    }

    /**
     * Loads all that are enabled.
     *
     * @throws ConfigException with everything that is wrong in any of them; then none stays loaded
     */
    public List<PluginDefinition> load() {
        return check().definitions();
    }

    /**
     * Loads all that are enabled, for a {@link PluginRuntime} to start.
     *
     * @throws ConfigException with everything that is wrong in any of them; then none stays loaded
     */
    public CheckedPlugins check() {
        Problems problems = new Problems();
        List<PluginDefinition> loaded = new ArrayList<>();
        List<PluginCandidate> found = finder.find(problems);
        for (PluginCandidate candidate : found) {
            if (candidate.enabled()) {
                try {
                    loaded.add(define(candidate));
                } catch (ConfigException e) {
                    problems.addAll(e);
                }
            }
        }
        if (!problems.found().isEmpty()) {
            loaded.forEach(definition -> definition.code().close());
        }
        problems.throwIfAny();
        for (Path folder : places.folders()) {
            String place = YamlFile.display(folder) + "/";
            long count = loaded.stream()
                    .filter(definition -> definition.place().startsWith(place))
                    .count();
            LOG.info("Loaded plugins from directory | plugins_dir={} plugins_loaded={}", folder, count);
        }
        List<String> disabled = found.stream()
                .filter(candidate -> !candidate.enabled())
                .map(PluginCandidate::name)
                .toList();
        if (!disabled.isEmpty()) {
            LOG.info("Plugins are disabled | plugin_names={}", String.join(", ", disabled));
        }
        return new CheckedPlugins(found, loaded, this);
    }
}
