package dev.wadi.plugin.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files with a plugin's code.
 *
 * @param jars its jars, by name
 * @param sources its {@code .java} files, by name
 */
public record PluginFiles(List<Path> jars, List<Path> sources) {

    /** None: the code is on the class path. */
    public static final PluginFiles NONE = new PluginFiles(List.of(), List.of());

    public PluginFiles {
        jars = List.copyOf(jars);
        sources = List.copyOf(sources);
    }

    /** Those in a folder. */
    static PluginFiles in(Path folder) {
        return new PluginFiles(list(folder, "*.jar"), list(folder, "*.java"));
    }

    public boolean isEmpty() {
        return jars.isEmpty() && sources.isEmpty();
    }

    List<Path> all() {
        List<Path> all = new ArrayList<>(jars);
        all.addAll(sources);
        return all;
    }

    static List<Path> list(Path folder, String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be read", e);
        }
        found.removeIf(file ->
                !Files.isRegularFile(file) || file.getFileName().toString().startsWith("."));
        found.sort(Comparator.naturalOrder());
        return found;
    }
}
