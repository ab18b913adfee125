package dev.wadi.launcher;

import dev.wadi.worker.WorkerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** The files of a project that hold routes, and those that hold workers. */
final class RouteFiles {

    /** What a route file ends with. */
    static final String SUFFIX = ".camel.yaml";

    private static final String DEMO = "demo";
    private static final String WORKERS = "workers.yaml";

    /** Where a file of many workers may be, beside {@code routes/}. */
    private static final List<String> FURTHER = List.of("connections/" + WORKERS, "plugins/config/" + WORKERS);

    private RouteFiles() {}

    /** The route files, in the order of their paths: all of {@code routes/} without {@code routes/demo/}. */
    static List<Path> routes(Path home) {
        return list(home.resolve("routes"), SUFFIX);
    }

    /** The files of workers in their short form, in the order of their paths. */
    static List<Path> workers(Path home) {
        Path routes = home.resolve("routes");
        Stream<Path> many =
                Stream.of(routes.resolve(WORKERS), routes.resolve("workers").resolve(WORKERS));
        return Stream.of(
                        list(routes, WorkerFiles.SUFFIX).stream(),
                        many,
                        FURTHER.stream().map(home::resolve))
                .flatMap(files -> files)
                .filter(Files::isRegularFile)
                .sorted()
                .toList();
    }

    /** The id that the route of a file has: its path under {@code routes/}, joined by dashes. */
    static String routeId(Path routes, Path file) {
        String path = routes.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - SUFFIX.length()).replace('/', '-');
    }

    private static List<Path> list(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !folder.relativize(file).startsWith(DEMO))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be listed", e);
        }
    }

    /**
     * Whether a file is picked.
     *
     * @param pick a path or a glob, relative to {@code routes/} or to the project
     * @throws java.util.regex.PatternSyntaxException if it is no pattern
     */
    static boolean matches(String pick, Path home, Path file) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pick);
        Path inRoutes = home.resolve("routes").relativize(file);
        return matcher.matches(inRoutes)
                || matcher.matches(home.relativize(file))
                || inRoutes.toString().equals(pick + SUFFIX)
                || file.equals(Path.of(pick).toAbsolutePath().normalize());
    }
}
