package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The route files of a project. */
final class RouteFiles {

    private static final String SUFFIX = ".camel.yaml";
    private static final String DEMO = "demo";

    private RouteFiles() {}

    /**
     * The files to run, in the order of their paths: all of {@code routes/} without {@code routes/demo/}, or those that
     * are picked. The files that lie directly in {@code routes/} are always among them, since they hold what routes
     * share, such as the error handling.
     *
     * @param home the project
     * @param picks paths or globs, relative to {@code routes/} or to the project; empty for all
     * @throws ConfigException if a pick matches nothing, or there is nothing to run
     */
    static List<Path> find(Path home, List<String> picks) {
        Path folder = home.resolve("routes");
        List<Path> all = list(folder);
        if (all.isEmpty()) {
            throw new ConfigException(
                    "routes",
                    "there is no route in " + YamlFile.display(folder) + ". A route is a file named <name>" + SUFFIX);
        }
        if (picks.isEmpty()) {
            return all;
        }
        Problems problems = new Problems();
        TreeSet<Path> chosen = new TreeSet<>();
        for (String pick : picks) {
            try {
                List<Path> matched = all.stream()
                        .filter(file -> matches(pick, home, folder, file))
                        .toList();
                if (matched.isEmpty()) {
                    problems.add("--routes", noneMatches(pick, folder, all));
                }
                chosen.addAll(matched);
            } catch (PatternSyntaxException e) {
                problems.add("--routes", "'" + pick + "' is no pattern: " + e.getDescription());
            }
        }
        problems.throwIfAny();
        all.stream().filter(file -> folder.equals(file.getParent())).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static String noneMatches(String pick, Path folder, List<Path> all) {
        List<String> known =
                all.stream().map(file -> folder.relativize(file).toString()).toList();
        return "no route file matches '" + pick + "'. " + Suggestion.of(pick, known, "Route files in routes/");
    }

    /** The id that the route of a file has: its path under {@code routes/}, joined by dashes. */
    static String routeId(Path routes, Path file) {
        String path = routes.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - SUFFIX.length()).replace('/', '-');
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return new ArrayList<>(tree.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !folder.relativize(file).startsWith(DEMO))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be listed", e);
        }
    }

    private static boolean matches(String pick, Path home, Path folder, Path file) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pick);
        Path inRoutes = folder.relativize(file);
        return matcher.matches(inRoutes)
                || matcher.matches(home.relativize(file))
                || inRoutes.toString().equals(pick + SUFFIX)
                || file.equals(Path.of(pick).toAbsolutePath().normalize());
    }
}
