package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.launcher.worker.Workers;
import dev.wadi.worker.RouteText;
import dev.wadi.worker.Worker;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The routes of a project: its route files, and the routes that its workers stand for.
 *
 * @param files the route files, in the order of their paths
 * @param workers the routes of workers in their short form
 * @param places where what stands in all of them
 */
record ProjectRoutes(List<Path> files, List<RouteText> workers, RoutePlaces places) {

    ProjectRoutes {
        files = List.copyOf(files);
        workers = List.copyOf(workers);
    }

    /** The workers of the project in the current folder. */
    static Workers workersHere() {
        return find(Path.of("").toAbsolutePath(), List.of(), Variables.ofEnvironment())
                .allWorkers();
    }

    /** The workers, whatever form they have. */
    Workers allWorkers() {
        Map<String, String> asRoutes = new TreeMap<>(places.workers());
        workers.forEach(text -> asRoutes.remove(text.worker().name()));
        return new Workers(workers, asRoutes);
    }

    /** A worker, and the file that it stands in. */
    private record Found(Path file, Worker worker) {}

    /**
     * All of {@code routes/} without {@code routes/demo/} and all workers, or those that are picked. The route files that
     * lie directly in {@code routes/} are always among them, since they hold what routes share, such as the error
     * handling.
     *
     * @param home the project
     * @param picks paths or globs, relative to {@code routes/} or to the project; empty for all. A worker is picked by its
     *     file, and as {@code workers/<name>}
     * @throws ConfigException with all that is wrong with picks, files and workers, or if there is nothing to run
     */
    static ProjectRoutes find(Path home, List<String> picks, Variables variables) {
        Problems problems = new Problems();
        List<Found> workers = workers(home, Wiring.withFile(home, variables), problems);
        List<Path> files = RouteFiles.routes(home);
        if (files.isEmpty() && workers.isEmpty()) {
            problems.add(
                    "routes",
                    "there is no route in " + YamlFile.display(home.resolve("routes"))
                            + ". A route is a file named <name>" + RouteFiles.SUFFIX);
        }
        problems.throwIfAny();
        return picks.isEmpty() ? read(files, workers, problems) : pick(home, picks, files, workers, problems);
    }

    private static List<Found> workers(Path home, Variables variables, Problems problems) {
        WorkerFiles reader = new WorkerFiles(variables, problems);
        List<Found> found = new ArrayList<>();
        for (Path file : RouteFiles.workers(home)) {
            reader.read(file).forEach(worker -> found.add(new Found(file, worker)));
        }
        return found;
    }

    private static ProjectRoutes pick(
            Path home, List<String> picks, List<Path> files, List<Found> workers, Problems problems) {
        Path folder = home.resolve("routes");
        TreeSet<Path> chosen = new TreeSet<>();
        List<Found> chosenWorkers = new ArrayList<>();
        for (String pick : picks) {
            try {
                List<Path> matched = files.stream()
                        .filter(file -> RouteFiles.matches(pick, home, file))
                        .toList();
                List<Found> matchedWorkers = workers.stream()
                        .filter(found -> RouteFiles.matches(pick, home, found.file)
                                || RouteFiles.matches(pick, home, standsFor(folder, found.worker)))
                        .toList();
                if (matched.isEmpty() && matchedWorkers.isEmpty()) {
                    problems.add("--routes", noneMatches(pick, folder, files, workers));
                }
                chosen.addAll(matched);
                chosenWorkers.addAll(matchedWorkers);
            } catch (PatternSyntaxException e) {
                problems.add("--routes", "'" + pick + "' is no pattern: " + e.getDescription());
            }
        }
        problems.throwIfAny();
        files.stream().filter(file -> folder.equals(file.getParent())).forEach(chosen::add);
        return read(List.copyOf(chosen), chosenWorkers.stream().distinct().toList(), problems);
    }

    /** The route file that a user would get who takes the worker over. */
    private static Path standsFor(Path folder, Worker worker) {
        return folder.resolve("workers").resolve(worker.name() + RouteFiles.SUFFIX);
    }

    private static String noneMatches(String pick, Path folder, List<Path> files, List<Found> workers) {
        List<String> known = Stream.concat(
                        files.stream(), workers.stream().map(found -> standsFor(folder, found.worker)))
                .map(file -> folder.relativize(file).toString())
                .sorted()
                .toList();
        return "no route file matches '" + pick + "'. " + Suggestion.of(pick, known, "Route files in routes/");
    }

    private static ProjectRoutes read(List<Path> files, List<Found> workers, Problems problems) {
        List<RouteText> texts =
                workers.stream().map(found -> WorkerRoute.of(found.worker)).toList();
        RouteSyntax syntax = new RouteSyntax(problems);
        files.forEach(syntax::read);
        texts.forEach(syntax::read);
        problems.throwIfAny();
        return new ProjectRoutes(files, texts, syntax.places());
    }
}
