package dev.wadi.connection;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the connections that run up to what their files say now. A connection that something is wrong with stays as it
 * was, and the log says once why; the others are not held up by it. Thread-safe.
 */
final class ConnectionReload {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionReload.class);

    private final ConnectionSources sources;
    private final RunningConnections running;
    private Map<String, Path> files;
    private List<Problem> said = List.of();
    private volatile Set<Path> watched;
    private volatile Variables.Lookup further = name -> null;

    /** @param read what runs was read as */
    ConnectionReload(ConnectionSources sources, ReadConnections read, RunningConnections running) {
        this.sources = sources;
        this.running = running;
        this.files = read.files();
        this.watched = read.watched();
    }

    /** Where a change is to be looked for. */
    Collection<Path> places() {
        return Stream.of(sources.places(), sources.further(), watched)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    /** Asks for variables, too, that are set nowhere else. */
    void askAlso(Variables.Lookup lookup) {
        further = lookup;
    }

    synchronized void run() {
        ReadConnections read;
        try {
            read = ConnectionFiles.read(sources.with(further));
        } catch (UncheckedIOException e) { // a file went away under us, or may not be read
            say(List.of(new Problem("connections", String.valueOf(e.getMessage()))));
            return;
        }
        Problems problems = new Problems();
        problems.addAll(read.problems());
        List<String> news = new ArrayList<>();
        read.sound().forEach((name, config) -> take(config, read.place(name), problems, news));
        gone(read).forEach(name -> remove(name, problems, news));
        files = files(read);
        watched = watched(read);
        say(problems.found());
        if (!news.isEmpty()) {
            LOG.info("Connections: {}", String.join(", ", news));
        }
    }

    private void take(ConnectionConfig config, String place, Problems problems, List<String> news) {
        switch (running.take(config, place, problems)) {
            case NEW -> news.add(config.name() + " is new");
            case CHANGED -> news.add(config.name() + " has changed");
            case SAME, UNUSABLE -> {}
        }
    }

    /** Those that stand nowhere any more. Of a file that can't be read, nobody knows. */
    private List<String> gone(ReadConnections read) {
        return running.names().stream()
                .filter(name -> !read.names().contains(name))
                .filter(name -> {
                    Path file = files.get(name);
                    return file == null || !read.broken().contains(file);
                })
                .toList();
    }

    private void remove(String name, Problems problems, List<String> news) {
        running.remove(name)
                .ifPresentOrElse(
                        user -> problems.add(
                                files.containsKey(name) ? YamlFile.display(files.get(name)) : name,
                                "the connection '" + name + "' is gone, but " + user
                                        + " uses it. It stays as it was until the next start"),
                        () -> news.add(name + " is gone"));
    }

    private Map<String, Path> files(ReadConnections read) {
        return Stream.of(files, read.files())
                .flatMap(map -> map.entrySet().stream())
                .filter(entry -> running.names().contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (before, now) -> now));
    }

    /** With those from before: what belongs to a connection that stays as it was is not known from this reading. */
    private Set<Path> watched(ReadConnections read) {
        Set<Path> all = new LinkedHashSet<>(read.watched());
        if (!read.problems().isEmpty()) {
            all.addAll(watched);
        }
        return all;
    }

    private void say(List<Problem> problems) {
        if (problems.equals(said)) {
            return;
        }
        said = problems;
        if (!problems.isEmpty()) {
            LOG.warn(
                    "Connections stay as they were where something is wrong:\n{}",
                    problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }
}
