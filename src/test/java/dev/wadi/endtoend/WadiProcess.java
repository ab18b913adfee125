package dev.wadi.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** Wadi as a process of its own. Ends with the test's process at the latest. */
final class WadiProcess implements AutoCloseable {

    /** Generous: the machine may be busy. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final int SIGKILLED = 128 + 9;

    private static final Pattern HAWTIO = Pattern.compile("Hawtio +(http://[0-9.:]+)");

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> readers;
    private final Thread hook;

    private WadiProcess(Process process) {
        this.process = process;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        this.readers = List.of(read(process.getInputStream()), read(process.getErrorStream()));
    }

    /**
     * Starts {@code wadi}.
     *
     * @param environment all the variables that it sees
     */
    static WadiProcess start(Path folder, Map<String, String> environment, List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new WadiProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the launcher script says it, but with a lazier compiler: each process lives for some seconds only. */
    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath(), "dev.wadi.launcher.Wadi"));
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Thread read(InputStream stream) {
        return Thread.ofVirtual().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("(cut off: " + e.getMessage() + ")");
            }
        });
    }

    /** Everything that it printed so far, on both streams. */
    List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Whether a line is more than information: a warning, an error, a stack trace, or the JVM's own. */
    static boolean isComplaint(String line) {
        return line.matches("[0-9:.]+ (WARN|ERROR) .*|\\s+at .*|(Caused by|Exception|WARNING|OpenJDK).*");
    }

    /** Waits until it prints a line that contains the text. */
    WadiProcess awaitLine(String text) {
        try {
            await().atMost(LIMIT).until(() -> printed(text) || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no line with '" + text + "' in\n" + String.join("\n", output()), e);
        }
        if (!process.isAlive()) {
            awaitEnd();
        }
        if (!printed(text)) {
            throw new AssertionError("ended without '" + text + "':\n" + String.join("\n", output()));
        }
        return this;
    }

    /** Waits until its routes run. */
    WadiProcess awaitStart() {
        return awaitLine("Hawtio  http");
    }

    /** Where its management port listens. */
    URI management() {
        return output().stream()
                .map(HAWTIO::matcher)
                .filter(Matcher::find)
                .map(line -> URI.create(line.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no management port in\n" + String.join("\n", output())));
    }

    private boolean printed(String text) {
        return output().stream().anyMatch(line -> line.contains(text));
    }

    /** Waits until it has ended, by itself or because it was asked to. */
    int exitCode() {
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs:\n" + String.join("\n", output()));
            }
            for (Thread reader : readers) {
                reader.join(LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it printed until it ended with 0. */
    List<String> shown() {
        int exitCode = exitCode();
        if (exitCode != 0) {
            throw new AssertionError("ended with " + exitCode + ":\n" + String.join("\n", output()));
        }
        return output();
    }

    /** Asks it to stop. */
    WadiProcess sigterm() {
        process.destroy();
        return this;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        int exitCode = exitCode();
        if (exitCode != SIGKILLED) {
            throw new AssertionError(
                    "ended with " + exitCode + " before it was killed:\n" + String.join("\n", output()));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
