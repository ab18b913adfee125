package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.Conservation;
import dev.wadi.fake.Fault;
import dev.wadi.fake.FaultyApi;
import dev.wadi.fake.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten endpoints of which one refuses connections and one never answers: the others get all of theirs. */
final class DeadEndpointTest {

    private static final int ENDPOINTS = 10;
    private static final int DEAD = 0;
    private static final int SILENT = 1;
    private static final int EACH = 200;

    private Scene scene;
    private FaultyApi api;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        api = FaultyApi.start().at("/" + SILENT, Fault.hang());
        scene.with("WADI_RETRY_DELAYS", "1s").with("WADI_RETRY_MAX_RETRIES", "1000");
        for (int i = 0; i < ENDPOINTS; i++) {
            int port = i == DEAD ? FreePorts.next() : api.port();
            Files.writeString(
                    scene.project().folder().resolve("connections/endpoint_" + i + ".yaml"), """
                    base_url: http://127.0.0.1:%d
                    timeout_seconds: 2
                    max_retries: 2
                    allow_private: true
                    """.formatted(port));
        }
    }

    @AfterEach
    void close() throws Exception {
        api.close();
        scene.close();
    }

    private void route(String name, String topic, String steps) throws Exception {
        Files.writeString(scene.project().folder().resolve("routes/" + name + ".camel.yaml"), """
                - route:
                    id: %s
                    description: Calls an endpoint
                    routeConfigurationId: pipeline
                    from:
                      uri: kafka-ordered:%s
                      parameters: { maxInFlight: 32 }
                      steps:
                %s
                """.formatted(
                        name, topic, steps.indent(8).stripTrailing()));
    }

    private static String call(int endpoint) {
        return "- to: connection:endpoint_" + endpoint + "/" + endpoint;
    }

    private static List<ProducerRecord<String, String>> records(String topic, int endpoint) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            records.add(new ProducerRecord<>(topic, endpoint + "-" + i, "{\"endpoint\":" + endpoint + "}"));
        }
        return records;
    }

    private Map<String, Conservation> accounts(WadiProcess wadi) {
        return scene.accounts(wadi).stream().collect(Collectors.toMap(Conservation::consumer, account -> account));
    }

    private void assertOthersGotAll() {
        for (int i = 0; i < ENDPOINTS; i++) {
            if (i != DEAD && i != SILENT) {
                assertThat(api.received("/" + i)).as("endpoint %s", i).hasSize(EACH);
            }
        }
    }

    @Test
    void ten_workers_of_which_two_can_deliver_nothing() throws Exception {
        for (int i = 0; i < ENDPOINTS; i++) {
            route("worker-" + i, "tasks." + i, call(i));
            scene.kafka().writeAll("tasks." + i, records("tasks." + i, i));
        }

        WadiProcess wadi = scene.start("run", "--routes", "worker-*.camel.yaml").awaitStart();

        await().atMost(WadiProcess.LIMIT).untilAsserted(this::assertOthersGotAll);
        await().atMost(WadiProcess.LIMIT).untilAsserted(() -> assertThat(accounts(wadi))
                .hasSize(ENDPOINTS)
                .allSatisfy((worker, account) -> assertThat(account.ended().getOrDefault("delivered", 0L))
                        .isEqualTo(worker.equals("worker-" + DEAD) || worker.equals("worker-" + SILENT) ? 0 : EACH)));
        assertThat(scene.kafka().size("tasks." + DEAD + ".dlq")).isZero();
        assertThat(scene.kafka().size("tasks." + SILENT + ".dlq")).isZero();
    }

    @Test
    void ten_endpoints_of_one_consumer_of_which_two_are_of_no_use() throws Exception {
        StringBuilder choice = new StringBuilder("- choice:\n    when:\n");
        List<ProducerRecord<String, String>> written = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            choice.append("      - simple: \"${body[endpoint]} == " + i + "\"\n        steps:\n" + call(i).indent(10));
            written.addAll(records("tasks.all", i));
        }
        route("router", "tasks.all", choice.toString());
        scene.kafka().writeAll("tasks.all", written);

        WadiProcess wadi = scene.start("run", "--routes", "router.camel.yaml").awaitStart();

        await().atMost(WadiProcess.LIMIT).untilAsserted(this::assertOthersGotAll);
        await().atMost(WadiProcess.LIMIT)
                .until(() -> accounts(wadi).values().iterator().next().ended().getOrDefault("delivered", 0L)
                        == (ENDPOINTS - 2) * EACH);
        assertThat(scene.kafka().size("tasks.all.dlq")).isZero();
    }
}
