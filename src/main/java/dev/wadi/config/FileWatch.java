package dev.wadi.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after files, and has what they hold reloaded once they have changed and rest again: a file that is still being
 * written is left alone. It compares names, sizes and times, which works on every file system.
 */
public final class FileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final int MAX_DEPTH = 4;

    private final String what;
    private final Supplier<Collection<Path>> places;
    private final Runnable reload;
    private final ScheduledExecutorService scheduler;
    /** Nothing yet: what changed since the start is found at the first look. */
    private Set<String> loaded = Set.of();

    private Set<String> before;
    private String said = "";

    private FileWatch(String what, Supplier<Collection<Path>> places, Runnable reload) {
        this.what = what;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("wadi-watch-" + what).factory());
        this.places = places;
        this.reload = reload;
        this.before = look();
    }

    /**
     * Begins to look.
     *
     * @param what what the files hold, for the log: {@code plugins}
     * @param places folders and files, asked for at each look; what is not there now may be there later
     * @param reload is called on a thread of the watch
     */
    public static FileWatch start(String what, Supplier<Collection<Path>> places, Runnable reload) {
        FileWatch watch = new FileWatch(what, places, reload);
        var unused = watch.scheduler.scheduleWithFixedDelay(
                watch::check, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void check() {
        try {
            Set<String> now = look();
            boolean rests = now.equals(before);
            before = now;
            if (rests && !now.equals(loaded)) {
                reload.run();
                loaded = now; // not before: what could not be read is tried again
            }
        } catch (Throwable e) { // whatever it is, it must not end the watch
            if (!String.valueOf(e).equals(said)) {
                said = String.valueOf(e);
                LOG.warn("The {} could not be reloaded", what, e);
            }
        }
    }

    private Set<String> look() {
        Set<String> seen = new TreeSet<>();
        for (Path place : places.get()) {
            if (Files.exists(place)) {
                look(place, seen);
            }
        }
        return seen;
    }

    private static void look(Path place, Set<String> seen) {
        try (Stream<Path> files = Files.walk(place, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            files.forEach(file -> seen.add(trace(file)));
        } catch (IOException | UncheckedIOException e) {
            seen.add(place + " can't be read just now"); // a file may go away under us
        }
    }

    /** What a file looks like from outside: another text once it has changed. */
    public static String trace(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isDirectory()
                    ? file.toString()
                    : file + "|" + attributes.size() + "|" + attributes.lastModifiedTime() + "|" + attributes.fileKey();
        } catch (IOException e) {
            return file + " is gone";
        }
    }

    @Override
    public void close() {
        scheduler.shutdown();
        try {
            if (!scheduler.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                scheduler.shutdownNow(); // a reload that hangs
            }
        } catch (InterruptedException e) {
            scheduler.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
