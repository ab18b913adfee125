package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What main configuration files say of plugins: whether they run, where they are, and sections for single ones. All else
 * in those files is for others, and is not looked at. Not thread-safe.
 */
final class MainConfig {

    private static final Logger LOG = LoggerFactory.getLogger(MainConfig.class);

    private final Path home;
    private final Variables variables;
    private final Problems problems;
    private final Set<String> said;

    final Sections sections = new Sections();
    /** The domains in which no plugin runs. */
    final Set<String> off = new LinkedHashSet<>();
    /** Further folders of plugins. */
    final Set<Path> folders = new LinkedHashSet<>();
    /** Further files with lists, and the domain of each that has one. */
    final Map<Path, Optional<String>> lists = new LinkedHashMap<>();
    /** Lists of plugins in the main files themselves: each mapping with its file and domain. */
    final List<PluginList> inside = new ArrayList<>();
    /** The folders of workers, by their domains. */
    final Map<String, Set<String>> workerFolders = new TreeMap<>();

    private boolean enabled = true;

    /**
     * Makes one that knows nothing yet.
     *
     * @param home what paths are relative to
     * @param said what was logged before, so that it is not logged again
     */
    MainConfig(Path home, Variables variables, Problems problems, Set<String> said) {
        this.home = home;
        this.variables = variables;
        this.problems = problems;
        this.said = said;
    }

    /** Whether any plugin is to run at all. */
    boolean enabled() {
        return enabled;
    }

    /** Reads a file that may say more; a file that is no mapping says nothing. */
    void read(Path file, Optional<String> domain) {
        try {
            YamlFile.readMapping(file, variables, problems).ifPresent(root -> read(file, domain, root));
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }

    private void read(Path file, Optional<String> domain, YamlMapping root) {
        List<String> read = new ArrayList<>();
        if (root.isMapping("plugins")) {
            root.mapping("plugins").ifPresent(plugins -> readPlugins(file, domain, plugins, read));
        } else if (root.has("plugins")) {
            inside.add(new PluginList(file, domain, root));
            read.add("plugins");
        }
        if (root.isMapping("kafka")) {
            YamlMapping kafka = root.mapping("kafka").orElse(root);
            for (String one : kafka.keys()) {
                if (kafka.isMapping(one)) {
                    kafka.mapping(one).ifPresent(section -> readDomain(one, section, read));
                }
            }
        }
        String line = YamlFile.display(file) + ": read "
                + (read.isEmpty() ? "nothing for plugins" : String.join(", ", read)) + "; all else there is for others";
        if (said.add(line)) {
            LOG.info(line);
        }
    }

    private void readPlugins(Path file, Optional<String> domain, YamlMapping plugins, List<String> read) {
        for (String key : plugins.keys()) {
            read.add("plugins." + key);
            switch (key) {
                case "enabled" -> plugins.bool(key).filter(on -> !on).ifPresent(on -> switchOff(domain));
                case "config_path" -> list(plugins, domain);
                case "directories" ->
                    TermsReader.names(plugins, key).ifPresent(paths -> paths.forEach(path -> folders.add(path(path))));
                case "task_triggers" -> inside.add(new PluginList(file, domain, plugins));
                default -> section(plugins, key, file, domain);
            }
        }
    }

    private void section(YamlMapping plugins, String name, Path file, Optional<String> domain) {
        YamlMapping nothing = plugins.without(plugins.keys().toArray(String[]::new));
        if (plugins.isMapping(name) || plugins.value(name) == null) {
            sections.add(Section.of(name, file, domain, plugins.mapping(name).orElse(nothing)));
        } else {
            plugins.problem(
                    name,
                    "'" + name + "' must be a section with the configuration of the plugin of that name. Beside such"
                            + " sections enabled, config_path, directories and task_triggers are possible");
        }
    }

    private void switchOff(Optional<String> domain) {
        domain.ifPresentOrElse(off::add, () -> enabled = false);
    }

    private void readDomain(String domain, YamlMapping section, List<String> read) {
        String where = "kafka." + domain + ".";
        for (String key : section.keys()) {
            if (key.equals("plugins") && section.isMapping(key)) {
                YamlMapping plugins = section.mapping(key).orElse(section);
                read.add(where + key);
                plugins.refuseUnknown("enabled", "config_path");
                plugins.bool("enabled").filter(on -> !on).ifPresent(on -> off.add(domain));
                list(plugins, Optional.of(domain));
            } else if (section.isMapping(key)) {
                section.mapping(key).ifPresent(worker -> readWorker(domain, where + key, worker, read));
            }
        }
    }

    private void readWorker(String domain, String where, YamlMapping worker, List<String> read) {
        if (worker.isMapping("processing")) {
            YamlMapping processing = worker.mapping("processing").orElse(worker);
            if (processing.has("plugins_dir")) {
                read.add(where + ".processing.plugins_dir");
                workerFolders
                        .computeIfAbsent(domain, unknown -> new LinkedHashSet<>())
                        .add(processing.text("plugins_dir").orElse("").strip());
            }
        }
    }

    private void list(YamlMapping plugins, Optional<String> domain) {
        plugins.text("config_path").filter(path -> !path.isBlank()).ifPresent(given -> {
            Path file = path(given);
            if (file.toFile().isFile()) {
                lists.putIfAbsent(file, domain);
            } else {
                plugins.problem(
                        "config_path",
                        "config_path must be a file with a list of plugins, but '" + given
                                + "' is none. It is looked for in " + YamlFile.display(home));
            }
        });
    }

    /** A path as it is meant by one who sits in the project's folder. */
    Path path(String given) {
        return home.resolve(given).normalize();
    }
}
