package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wadi demo}: the whole pipeline against a small demo world, with the score at the end. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the whole pipeline against a small demo world.",
        description = {
            "",
            "Starts a Kafka broker and the APIs around the pipeline in this process, on free ports",
            "of 127.0.0.1, makes claim events, runs the project's own routes, plugins and",
            "connections on them, and tells what became of each event. Ends with 1 if any is lost.",
            ""
        })
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--events", paramLabel = "N", description = "How many events to make (2000).")
    private @Nullable Integer events;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Make events for so long instead, as fast as they are processed.")
    private @Nullable Integer seconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same events (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--keep-running", description = "Stay up afterwards, to look around in Hawtio; Ctrl-C ends it.")
    private boolean keepRunning;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Demo.Feed feed = feedFor();
        Path home = Path.of("").toAbsolutePath();
        Path work = DemoFolder.create(home);
        logTo(work);
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        DemoReport report = new DemoReport(out, err, json);
        try (Demo demo = Demo.start(home, work, seed, report::plugins)) {
            Thread hook = DemoFolder.closeOnSignal(demo, work);
            try {
                report.started(demo);
                boolean holds = report.finished(demo, demo.play(feed, report::progress));
                if (keepRunning) {
                    report.keepsRunning(demo);
                    new CountDownLatch(1).await(); // the shutdown hook ends the process
                }
                return holds ? 0 : Wadi.FAILED;
            } finally {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } finally {
            DemoFolder.delete(work);
        }
    }

    private Demo.Feed feedFor() {
        if (events != null && events < 1) {
            throw new ConfigException("--events", "must be at least 1, but was " + events);
        }
        if (seconds != null && seconds < 1) {
            throw new ConfigException("--seconds", "must be at least 1, but was " + seconds);
        }
        int defaultEvents = seconds == null ? 2_000 : Integer.MAX_VALUE;
        return new Demo.Feed(
                events == null ? defaultEvents : events, seconds == null ? null : Duration.ofSeconds(seconds));
    }

    /** Before anything logs: the demo's log goes to a file, so that the terminal shows the progress. */
    private static void logTo(Path work) {
        System.setProperty("wadi.log.file", work.resolveSibling("demo.log").toString());
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "log4j2-file.properties");
        }
        var unused = LoggerFactory.getILoggerFactory(); // now, before several threads ask for it at once
    }
}
