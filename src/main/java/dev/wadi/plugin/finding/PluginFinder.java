package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds all plugins, always in the same order: those of folders, each by name, the loose jars in them, those of lists,
 * those that only a section names, and those of the class path. Thread-safe.
 */
public final class PluginFinder {

    private static final Logger LOG = LoggerFactory.getLogger(PluginFinder.class);
    private static final String FILE = "config.yaml";
    private static final String LIST = "plugins.yaml";
    private static final String OF_DOMAIN = "_";

    private final PluginPlaces places;
    private final Variables variables;
    private final ClassPathPlugins classPath;
    private final LooseJars looseJars;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile Set<Path> named = Set.of();

    public PluginFinder(PluginPlaces places, CodePolicy policy, Variables variables, ClassPathPlugins classPath) {
        this.places = places;
        this.variables = variables;
        this.classPath = classPath;
        this.looseJars = new LooseJars(policy);
    }

    /**
     * Looks for plugins now.
     *
     * @param problems what is wrong in files that say where plugins are; then the candidates may not be all
     */
    public List<PluginCandidate> find(Problems problems) {
        if (!places.enabled()) {
            sayOnce("Plugins are switched off");
            return List.of();
        }
        MainConfig main = new MainConfig(places.home(), variables, problems, said);
        readMain(main);
        if (!main.enabled()) {
            sayOnce("Plugins are switched off by plugins.enabled");
            return List.of();
        }
        WorkerFolders workers = WorkerFolders.of(main, standardFolders(main));
        main.off.addAll(workers.off());
        named = Stream.of(standardFolders(main), workers.folders().keySet(), main.lists.keySet())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
        FoundPlugins found = new FoundPlugins(variables, main.sections, main.off);
        standardFolders(main).forEach(folder -> addFolder(folder, PluginScope.ALL.without(workers.elsewhere()), found));
        workers.folders().forEach((folder, domain) -> addFolder(folder, PluginScope.only(Optional.of(domain)), found));
        addLists(main, found);
        addSections(main, found);
        addClassPath(found);
        return found.all();
    }

    /** The folders and files in which plugins were looked for last, as far as configuration names them. */
    public Set<Path> named() {
        return named;
    }

    private void readMain(MainConfig main) {
        Path atHome = places.home().resolve(FILE);
        if (Files.isRegularFile(atHome) && !places.folders().contains(places.home())) {
            main.read(atHome, Optional.empty());
        }
        for (Path folder : places.configFolders()) {
            for (Path file : PluginFiles.list(folder, "*.yaml")) {
                String name = file.getFileName().toString();
                if (name.equals(FILE)) {
                    main.read(file, Optional.empty());
                } else if (name.endsWith(OF_DOMAIN + FILE)) {
                    main.read(file, domain(name, FILE));
                }
            }
        }
    }

    private static Optional<String> domain(String fileName, String ending) {
        int end = fileName.length() - ending.length() - OF_DOMAIN.length();
        return end > 0 ? Optional.of(fileName.substring(0, end)) : Optional.empty();
    }

    private Set<Path> standardFolders(MainConfig main) {
        Set<Path> folders = new LinkedHashSet<>();
        places.folders().forEach(folder -> folders.add(folder.normalize()));
        folders.addAll(main.folders);
        return folders;
    }

    private void addFolder(Path folder, PluginScope scope, FoundPlugins found) {
        if (!Files.isDirectory(folder)) {
            warnOnce("Plugins directory not found | plugins_dir=" + folder);
            return;
        }
        Set<Path> plugins = new LinkedHashSet<>(subfolders(folder));
        plugins.remove(folder.resolve(PluginPlaces.CONFIG));
        plugins.addAll(subfolders(folder.resolve(PluginPlaces.CONFIG)));
        plugins.forEach(plugin -> addPluginFolder(plugin, scope, found));
        for (Path jar : PluginFiles.list(folder, "*.jar")) {
            addLooseJar(jar, scope, found);
        }
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

    private void addPluginFolder(Path folder, PluginScope scope, FoundPlugins found) {
        PluginOrigin origin = PluginOrigin.folder(folder, scope);
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            found.addFile(origin, file);
        } else if (!origin.files().isEmpty()) {
            found.addDefaults(origin, Optional.empty());
        } else if (Stream.of("config.yml", "plugin.yaml", "plugin.yml")
                .anyMatch(name -> Files.exists(folder.resolve(name)))) {
            warnOnce("No config file found in plugin directory: it must be named config.yaml | plugin_dir=" + folder);
        } else {
            LOG.debug("No config file found in plugin directory: it must be named config.yaml | plugin_dir={}", folder);
        }
    }

    private void addLooseJar(Path jar, PluginScope scope, FoundPlugins found) {
        PluginOrigin origin = PluginOrigin.jar(jar, scope);
        try {
            looseJars.plugins(jar).forEach((name, type) -> found.addDefaults(origin.named(name), Optional.of(type)));
        } catch (ConfigException e) {
            found.add(PluginCandidate.unreadable(origin, e));
        }
    }

    private void addLists(MainConfig main, FoundPlugins found) {
        Map<Path, Optional<String>> lists = main.lists;
        for (Path folder : places.configFolders()) {
            for (Path file : PluginFiles.list(folder, "*" + LIST)) {
                String name = file.getFileName().toString();
                if (name.equals(LIST) || name.endsWith(OF_DOMAIN + LIST)) {
                    lists.putIfAbsent(file.normalize(), domain(name, LIST));
                }
            }
        }
        lists.forEach((file, domain) -> addList(file, domain, found));
        main.inside.forEach(list -> list.addTo(found));
    }

    private void addList(Path file, Optional<String> domain, FoundPlugins found) {
        Problems problems = new Problems();
        try {
            Optional<YamlMapping> root = YamlFile.readMapping(file, variables, problems);
            root.ifPresent(list -> {
                list.refuseUnknown("plugins", "task_triggers");
                new PluginList(file, domain, list).addTo(found);
            });
            problems.throwIfAny();
        } catch (ConfigException e) {
            found.add(PluginCandidate.unreadable(PluginOrigin.file(file, PluginScope.only(domain)), e));
        }
    }

    private static void addSections(MainConfig main, FoundPlugins found) {
        for (Section section : main.sections.all()) {
            if (!found.has(section.name())) {
                Problems problems = new Problems();
                PluginOrigin origin = PluginOrigin.file(section.file(), PluginScope.only(section.domain()));
                found.add(origin.named(section.name()), section.nothing(problems), problems);
            }
        }
    }

    private void addClassPath(FoundPlugins found) {
        for (Plugin plugin : classPath.others()) {
            String type = plugin.getClass().getName();
            if (!found.has(plugin.name()) && !found.hasClass(type)) {
                PluginOrigin origin =
                        new PluginOrigin("the class path", plugin.name(), PluginFiles.NONE, PluginScope.ALL);
                found.addDefaults(origin, Optional.of(type));
            }
        }
    }

    private void sayOnce(String line) {
        if (said.add(line)) {
            LOG.info(line);
        }
    }

    private void warnOnce(String line) {
        if (said.add(line)) {
            LOG.warn(line);
        }
    }
}
