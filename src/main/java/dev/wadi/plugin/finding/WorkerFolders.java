package dev.wadi.plugin.finding;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders of plugins that {@code plugins_dir} names for the workers of single domains. Such a domain takes its
 * plugins from there and not from the folders for all; an empty {@code plugins_dir} means none.
 *
 * @param folders the folders, with the domain of each
 * @param elsewhere the domains that have a folder of their own
 * @param off the domains in which no plugin runs
 */
record WorkerFolders(Map<Path, String> folders, Set<String> elsewhere, Set<String> off) {

    static WorkerFolders of(MainConfig main, Set<Path> standard) {
        Map<Path, String> folders = new LinkedHashMap<>();
        Set<String> elsewhere = new TreeSet<>();
        Set<String> off = new TreeSet<>();
        main.workerFolders.forEach((domain, given) -> {
            if (given.equals(Set.of(""))) {
                off.add(domain);
            }
            for (String text : given) {
                Path folder = main.path(text);
                boolean isStandard = standard.contains(folder)
                        || standard.stream().anyMatch(one -> one.resolve(PluginPlaces.CONFIG)
                                .equals(folder));
                if (!text.isEmpty() && !isStandard) {
                    folders.put(folder, domain);
                    elsewhere.add(domain);
                }
            }
        });
        return new WorkerFolders(folders, elsewhere, off);
    }
}
