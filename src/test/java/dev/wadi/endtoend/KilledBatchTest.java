package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wadi.fake.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed while batches of the aggregate step are under way, and fail once they come again. */
final class KilledBatchTest {

    private static final String IN = "gathered.in";
    private static final int COUNT = 6;
    private static final String ROUTE = """
            - beans:
                - name: gathered
                  type: dev.wadi.enrich.component.Batch
            - route:
                id: gathered
                routeConfigurationId: pipeline
                from:
                  uri: kafka-ordered:gathered.in
                  parameters: { sessionTimeout: 6s }
                  steps:
                    - aggregate:
                        correlationExpression: { constant: all }
                        aggregationStrategy: "#gathered"
                        completionSize: 3
                        completionTimeout: 600000
                        steps: [ to: connection:external_api/batches ]
            """;

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private Scene scene;
    private HttpServer api;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()), 0);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/", this::refuse);
        api.start();
        scene = Scene.open(folder);
        scene.with("EXTERNAL_API_URL", "http://127.0.0.1:" + api.getAddress().getPort());
        Files.writeString(scene.project().folder().resolve("routes/gathered.camel.yaml"), ROUTE);
    }

    @AfterEach
    void close() throws Exception {
        answers.countDown();
        scene.close();
        api.stop(0);
    }

    /** Keeps the call until the test lets it answer, and refuses the batch then. */
    private void refuse(HttpExchange call) throws IOException {
        try (call) {
            call.getRequestBody().readAllBytes();
            calls.incrementAndGet();
            answers.await();
            call.sendResponseHeaders(422, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void no_member_is_lost_and_each_gets_a_dead_letter_of_its_own() {
        List<String> values =
                IntStream.range(0, COUNT).mapToObj(i -> "{\"n\":" + i + "}").toList();
        scene.kafka()
                .writeAll(
                        IN,
                        values.stream()
                                .map(value -> new ProducerRecord<>(IN, value, value))
                                .toList());
        WadiProcess first =
                scene.start("run", "--routes", "gathered.camel.yaml").awaitStart();
        await().atMost(WadiProcess.LIMIT).until(() -> calls.get() == 2);
        first.kill();
        assertThat(scene.kafka().committed("gathered", IN)).isZero();

        answers.countDown();
        WadiProcess second =
                scene.start("run", "--routes", "gathered.camel.yaml").awaitStart();
        await().atMost(WadiProcess.LIMIT).until(() -> scene.kafka().committed("gathered", IN) == COUNT);
        scene.stop(second);
        assertThat(scene.kafka().values(IN + ".dlq")).containsExactlyInAnyOrderElementsOf(values);
    }
}
