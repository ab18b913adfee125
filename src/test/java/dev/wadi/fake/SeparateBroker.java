package dev.wadi.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, on a folder and ports that it keeps, so that it can be killed and come back. */
public final class SeparateBroker implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private final int port = FreePorts.next();
    private final int controllerPort = FreePorts.next();
    private Process process;

    private SeparateBroker(Path folder) {
        this.folder = folder;
        this.process = launch();
    }

    /** Starts a broker, and waits until it is up. */
    public static SeparateBroker start(Path folder) {
        return new SeparateBroker(folder);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private Process launch() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wadi.kafka.broker.BrokerProcess",
                folder.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort));
        try {
            Process launched = new ProcessBuilder(command)
                    .redirectError(
                            folder.resolveSibling(folder.getFileName() + ".err").toFile())
                    .start();
            awaitUp(launched);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitUp(Process launched) throws IOException {
        BufferedReader output = launched.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("up at")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the broker ended before it was up");
        }
    }

    /** {@code kill -9}, and a start on what is left. */
    public void killAndRestart() {
        close();
        process = launch();
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
