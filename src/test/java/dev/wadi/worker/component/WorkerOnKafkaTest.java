package dev.wadi.worker.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.component.ConnectionComponent;
import dev.wadi.enrich.component.BatchDivides;
import dev.wadi.fake.AnsweringConnections;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.worker.Worker;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import io.micrometer.core.instrument.FunctionCounter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker on a real topic, with the shipped error handling. */
@SuppressWarnings("NullAway.Init")
class WorkerOnKafkaTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestKafka kafka = TestKafka.get();
    private final AnsweringConnections connections = new AnsweringConnections();
    private final String parcels = kafka.newTopic("parcels");
    private RunningRoutes routes;

    @BeforeEach
    void prepare() {
        routes = RunningRoutes.on(kafka)
                .bind("workerSuccess", new SuccessMessage())
                .bind("batchDivides", new BatchDivides());
        routes.context().addComponent("connection", new ConnectionComponent(connections));
    }

    @AfterEach
    void close() {
        routes.close();
    }

    private void start(String handlers) throws Exception {
        Problems problems = new Problems();
        List<Worker> workers = new WorkerFiles(Variables.of(Map.of("IN", parcels)), problems)
                .read("p.worker.yaml", """
                input_topic: ${IN}
                success_topic: ${IN}.sent
                error_topic: ${IN}.failed
                destination_connection: depot
                enrichment_handlers:
                """ + handlers.indent(2));
        assertThat(problems.found()).isEmpty();
        String errorHandling = Files.readAllLines(Path.of("routes/error-handling.camel.yaml")).stream()
                .filter(line -> !line.contains("stage:")) // no plugins here
                .collect(Collectors.joining("\n"));
        routes.start(errorHandling + "\n" + WorkerRoute.of(workers.getFirst()).text());
    }

    private void write(String... values) {
        for (int i = 0; i < values.length; i++) {
            kafka.write(parcels, "key-" + i, values[i]);
        }
    }

    private static ConnectionResponse answer(int size) {
        return new ConnectionResponse(
                200, Map.of("content-type", "text/plain"), "x".repeat(size).getBytes(StandardCharsets.UTF_8));
    }

    private static ConnectionResponse refuseOdd(ConnectionRequest request) {
        if (new String(java.util.Objects.requireNonNull(request.body()), StandardCharsets.UTF_8).contains("odd")) {
            throw Failure.payload("answered 422");
        }
        return answer(1);
    }

    private Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        routes.meters().find("wadi.worker.records").tag("worker", "p").functionCounters().stream()
                .filter(counter -> counter.count() > 0)
                .forEach(counter -> counted.put(
                        counter.getId().getTag("result") + " " + counter.getId().getTag("reason"), counter.count()));
        FunctionCounter processed =
                routes.meters().get("wadi.worker.processed").tag("worker", "p").functionCounter();
        counted.put("processed", processed.count());
        return counted;
    }

    /** In the original each message that waited for its batch counted as skipped, and nothing was exported. */
    @Test
    void counts_each_member_of_a_batch_by_what_became_of_it() throws Exception {
        connections.with("depot", WorkerOnKafkaTest::refuseOdd);
        start("""
                - type: validation
                  config: { required_fields: [id], skip_if: { field: state, equals: sent } }
                - type: batching
                  config: { batch_size: 4, batch_timeout_seconds: 0.2 }
                """);
        write("{\"id\": 1}", "{\"id\": 2, \"odd\": 1}", "{\"id\": 3, \"state\": \"sent\"}", "{}", "{\"id\": 4}", "no");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(counted())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "processed", 6.0, "succeeded none", 2.0, "skipped state is sent", 1.0, "failed payload", 3.0)));
        assertThat(kafka.values(parcels + ".failed"))
                .hasSize(3)
                .allMatch(error -> error.endsWith("\"worker_name\":\"p\"}"));
        assertThat(kafka.values(parcels + ".failed"))
                .anyMatch(error -> error.startsWith("{\"original_message\":{\"id\": 2, \"odd\": 1},"));
    }

    /** The calls of its halves would be new ones to the API, which has taken the batch already. */
    @Test
    void a_batch_that_was_delivered_is_not_sent_again_in_parts_when_its_success_message_is_too_large()
            throws Exception {
        connections.with("depot", request -> answer(20_000_000));
        start("- type: batching\n  config: { batch_size: 3, batch_timeout_seconds: 30 }\n");
        write("{\"id\": 1}", "{\"id\": 2}", "{\"id\": 3}");
        await().atMost(LIMIT).until(() -> kafka.size(parcels + ".failed") == 3);
        assertThat(connections.asked("depot")).hasSize(1);
        assertThat(kafka.values(parcels + ".failed"))
                .allMatch(error -> error.contains("the topic '" + parcels + ".sent' did not take the record"));
    }

    @Test
    void a_success_message_has_the_key_of_its_record() throws Exception {
        connections.with("depot", request -> answer(3));
        start("- type: transform\n  config: { mappings: { number: id } }\n");
        write("{\"id\": 1}");
        await().atMost(LIMIT).until(() -> kafka.size(parcels + ".sent") == 1);
        assertThat(kafka.read(parcels + ".sent").getFirst()).satisfies(record -> {
            assertThat(record.key()).asString().isEqualTo("key-0");
            assertThat(Json.object(record.value()))
                    .isEqualTo(Map.of(
                            "enriched_data",
                            Map.of("number", 1),
                            "response",
                            "xxx",
                            "status_code",
                            200,
                            "worker_name",
                            "p"));
        });
    }
}
