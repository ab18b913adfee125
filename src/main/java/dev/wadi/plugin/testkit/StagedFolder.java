package dev.wadi.plugin.testkit;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies of single plugins in a folder of their own, each switched on, so that no other plugin runs beside them. */
final class StagedFolder implements AutoCloseable {

    private static final Pattern ENABLED = Pattern.compile("(?m)^enabled:.*$");
    private static final String CONFIG = "config.yaml";

    private final Path folder;
    private final Map<String, String> originals = new LinkedHashMap<>();

    StagedFolder() {
        try {
            folder = Files.createTempDirectory("wadi-test-");
        } catch (IOException e) {
            throw new UncheckedIOException("a test needs a folder for copies of its plugins", e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Copies a plugin's folder. */
    void add(Path plugin) {
        Path source = plugin.toAbsolutePath().normalize();
        Path target = folder.resolve(String.valueOf(source.getFileName()));
        originals.put(target.toString(), YamlFile.display(source));
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path file : tree.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            switchOn(target.resolve(CONFIG));
        } catch (IOException e) {
            throw new UncheckedIOException(plugin + " can't be copied", e);
        }
    }

    /** Writes a plugin that consists of its {@code config.yaml}. */
    void add(String name, String config) {
        try {
            Files.writeString(Files.createDirectories(folder.resolve(name)).resolve(CONFIG), config);
            originals.put(folder.resolve(name).toString(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be written", e);
        }
    }

    private static void switchOn(Path config) throws IOException {
        if (Files.exists(config)) {
            Files.writeString(config, ENABLED.matcher(Files.readString(config)).replaceAll("enabled: true"));
        }
    }

    /** The same problems in the files that were copied. */
    ConfigException inOriginals(ConfigException thrown) {
        List<Problem> problems = thrown.problems().stream()
                .map(problem -> new Problem(inOriginals(problem.where()), inOriginals(problem.message())))
                .toList();
        return new ConfigException(problems);
    }

    private String inOriginals(String text) {
        String named = text;
        for (Map.Entry<String, String> original : originals.entrySet()) {
            named = named.replace(original.getKey(), original.getValue());
        }
        return named;
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be deleted", e);
        }
    }
}
