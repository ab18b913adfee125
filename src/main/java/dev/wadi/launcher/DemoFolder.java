package dev.wadi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A demo's folder for the broker's records: one for each process, deleted at the end. */
final class DemoFolder {

    private DemoFolder() {}

    static Path create(Path home) {
        try {
            Path parent = Files.createDirectories(home.resolve(".wadi"));
            return Files.createTempDirectory(parent, "demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo needs a folder for its broker", e);
        }
    }

    /** On Ctrl-C and SIGTERM: closes the demo, deletes its folder, and ends with 0. */
    static Thread closeOnSignal(Demo demo, Path folder) {
        Thread hook = new Thread(
                () -> {
                    demo.close();
                    delete(folder);
                    Runtime.getRuntime().halt(0);
                },
                "wadi-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be deleted", e);
        }
    }
}
