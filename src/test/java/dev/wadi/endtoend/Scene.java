package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.config.Secret;
import dev.wadi.demo.DemoWorld;
import dev.wadi.demo.api.Receipts;
import dev.wadi.fake.Conservation;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything around Wadi in an end-to-end test: a broker and a demo world of its own, since topics and groups have the
 * same names in each test, and a copy of the project's files. Ends what it started.
 */
final class Scene implements AutoCloseable {

    private static final String CLAIMX = "dGVzdDp0ZXN0"; // base64 of test:test
    private static final String PHOTO = "photo-token";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<WadiProcess> processes = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final ProjectCopy project;
    private final TestKafka kafka;
    private final DemoWorld world;

    private Scene(Path folder, int brokerPort) throws Exception {
        project = ProjectCopy.in(folder.resolve("project"));
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), brokerPort, FreePorts.next());
        parts.push(broker);
        kafka = TestKafka.at(broker.bootstrapServers());
        parts.push(kafka);
        world = new DemoWorld(
                Path.of("routes/demo"),
                0,
                new DemoWorld.Credentials(new Secret("Basic " + CLAIMX), new Secret("Bearer " + PHOTO)),
                broker.bootstrapServers(),
                Clock.systemUTC());
        parts.push(world);
        environment.putAll(variables(world.baseUri().toString()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    }

    /** Starts the broker and the demo world. */
    static Scene open(Path folder) throws Exception {
        Scene scene = new Scene(folder, FreePorts.next());
        boolean started = false;
        try {
            scene.world.start();
            started = true;
        } finally {
            if (!started) {
                scene.close();
            }
        }
        return scene;
    }

    /** The variables that the shipped connections need, pointing to a demo world, and free ports. */
    static Map<String, String> variables(String world) {
        return Map.ofEntries(
                Map.entry("CLAIMX_API_URL", world),
                Map.entry("CLAIMX_API_TOKEN", CLAIMX),
                Map.entry("EXTERNAL_API_URL", world + "/photo-api"),
                Map.entry("EXTERNAL_API_TOKEN", PHOTO),
                Map.entry("INTERNAL_SERVICE_URL", world + "/internal"),
                Map.entry("WEBHOOK_URL", world),
                Map.entry("WADI_ALLOW_PRIVATE", "true"),
                Map.entry("WADI_MANAGEMENT_PORT", "0"));
    }

    /** Sets a variable for the processes that start from now on. */
    Scene with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Unsets a variable for the processes that start from now on. */
    Scene without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Starts {@code wadi} in the copy of the project. */
    WadiProcess start(String... arguments) {
        WadiProcess process = WadiProcess.start(project.folder(), environment, List.of(arguments));
        processes.add(process);
        return process;
    }

    /** Waits until a process has nothing in flight, checks its consumers' accounts, and asks it to stop. */
    void stop(WadiProcess process) {
        URI metrics = process.management().resolve("/metrics");
        await().atMost(WadiProcess.LIMIT)
                .until(() -> accounts(metrics).stream().allMatch(account -> account.inFlight() == 0));
        assertThat(accounts(metrics)).isNotEmpty().allSatisfy(Conservation::assertComesOut);
        assertThat(process.sigterm().exitCode()).isZero();
    }

    /** The accounts of a process's consumers. */
    List<Conservation> accounts(WadiProcess process) {
        return accounts(process.management().resolve("/metrics"));
    }

    private static List<Conservation> accounts(URI metrics) {
        HttpRequest request = HttpRequest.newBuilder(metrics).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Conservation.of(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ProjectCopy project() {
        return project;
    }

    TestKafka kafka() {
        return kafka;
    }

    /** The address of the demo world. */
    String world() {
        return world.baseUri().toString();
    }

    /** What arrived at the receiving APIs. */
    Receipts receipts() {
        return world.receipts();
    }

    @Override
    public void close() throws Exception {
        processes.forEach(WadiProcess::close);
        keepOutput();
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    /** What the processes printed, for when the test failed. */
    private void keepOutput() throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "endtoend"));
        for (WadiProcess process : processes) {
            Files.write(Files.createTempFile(kept, "wadi-", ".log"), process.output());
        }
    }
}
