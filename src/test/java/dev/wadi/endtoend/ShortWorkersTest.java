package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RecordingApi;
import dev.wadi.fake.TestKafka;
import dev.wadi.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in the short form, in processes of their own. */
final class ShortWorkersTest {

    private static final String CONNECTIONS = """
            connections:
              external_api:
                name: external_api
                base_url: ${EXTERNAL_API_URL}
                auth_type: bearer
                auth_token: ${EXTERNAL_TOKEN}
                allow_private: true
              internal_service:
                base_url: ${INTERNAL_SERVICE_URL}
                allow_private: true
            """;

    /** Step 2 of the source's flow, as it is written there. */
    private static final String PHOTO_WORKER = """
            # Worker config
            workers:
              photo_worker:
                input_topic: plugin.photo_tasks
                consumer_group: photo_worker_group

                destination_connection: external_api
                destination_path: /v1/photo_tasks

                enrichment_handlers:
                  # Extract fields
                  - type: transform
                    config:
                      mappings:
                        task_id: task_id
                        project_id: project_id
                        completed_at: timestamp

                  # Validate
                  - type: validation
                    config:
                      required_fields: [task_id, project_id]

                  # Enrich with project data
                  - type: lookup
                    config:
                      connection: internal_service
                      endpoint: /api/projects/{project_id}
                      path_params:
                        project_id: project_id
                      result_field: project
                      cache_ttl: 300
            """;

    private static final String TOPICS = """
                success_topic: plugin.photo_tasks.success
                error_topic: plugin.photo_tasks.errors
            """;

    private final RecordingApi api;
    private Scene scene;

    ShortWorkersTest() throws Exception {
        api = RecordingApi.start();
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder)
                .with("EXTERNAL_API_URL", api.uri().toString())
                .with("EXTERNAL_TOKEN", "photo")
                .with("INTERNAL_SERVICE_URL", api.uri() + "/internal");
        scene.project()
                .delete("routes/workers", "connections/external_api.yaml", "connections/internal_service.yaml")
                .write("plugins/config/connections.yaml", CONNECTIONS)
                .write("plugins/config/workers.yaml", PHOTO_WORKER);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
        api.close();
    }

    private static RecordingApi.Answer project(RecordingApi.Request request) {
        return RecordingApi.Answer.json(
                200,
                request.call().startsWith("GET")
                        ? "{\"name\": \"Project " + request.call().replaceFirst(".*/", "") + "\"}"
                        : "{\"accepted\": true}");
    }

    private List<RecordingApi.Request> posts() {
        return api.requests().stream()
                .filter(request -> request.call().startsWith("POST"))
                .toList();
    }

    /** The three steps of the source: a plugin publishes, a worker completes the message, an API gets it. */
    @Test
    void the_complete_flow_of_the_source_runs_from_a_plugin_to_the_external_api() {
        scene.project().delete("plugins/task_trigger").write("plugins/config/task_trigger/config.yaml", """
                # Plugin config
                name: task_trigger
                config:
                  triggers:
                    456:
                      name: Photo Task
                      on_completed:
                        publish_to_topic: plugin.photo_tasks
                        log: "Published to worker topic"
                """);
        api.answering(ShortWorkersTest::project);
        Load load = new Load(4);
        WadiProcess wadi = scene.start("run").awaitStart();
        load.write(scene.kafka(), 300);
        int expected = load.photoWebhooks().size();
        assertThat(expected).isGreaterThan(5);
        await().atMost(WadiProcess.LIMIT).until(() -> posts().size() >= expected);
        scene.stop(wadi);

        assertThat(posts()).hasSize(expected).allSatisfy(request -> {
            assertThat(request.call()).isEqualTo("POST /v1/photo_tasks");
            assertThat(request.authorization()).isEqualTo("Bearer photo");
            Map<String, @Nullable Object> body = request.json();
            assertThat(body).containsOnlyKeys("task_id", "project_id", "completed_at", "project");
            assertThat(body.get("project")).isEqualTo(Map.of("name", "Project " + body.get("project_id")));
        });
        assertThat(api.calls().stream().filter(call -> call.startsWith("GET"))).doesNotHaveDuplicates();
        assertThat(scene.kafka().committed("photo_worker_group", "plugin.photo_tasks"))
                .isEqualTo(expected);
    }

    /** What was shown, saved and taken over does the same as the worker: the same calls, the same messages. */
    @Test
    void the_route_that_is_shown_gives_the_same_results_as_the_worker() {
        scene.project().write("plugins/config/workers.yaml", PHOTO_WORKER + TOPICS);
        Results asWorker = results(0);
        List<String> shown = scene.start("worker", "show", "photo_worker").shown();
        scene.project()
                .delete("plugins/config/workers.yaml")
                .write("routes/workers/photo_worker.camel.yaml", String.join("\n", shown) + "\n");
        Results asRoute = results(100);

        assertThat(asRoute).isEqualTo(asWorker);
        assertThat(asWorker.success()).hasSize(8).allMatch(success -> success.contains("worker_name=photo_worker"));
        assertThat(asWorker.errors()).hasSize(2).allMatch(error -> error.contains("worker_name=photo_worker"));
    }

    /** What became of ten tasks, without what tells one run from another. */
    private record Results(Set<String> calls, Set<String> success, Set<String> errors) {}

    private Results results(int run) {
        TestKafka kafka = scene.kafka();
        long successes = kafka.size("plugin.photo_tasks.success");
        long errors = kafka.size("plugin.photo_tasks.errors");
        int before = api.requests().size();
        api.answering(request -> request.body().contains("\"task_id\":" + (run + 3) + ",")
                ? RecordingApi.Answer.json(422, "{}")
                : project(request));
        WadiProcess wadi =
                scene.start("run", "--routes", "workers/photo_worker").awaitStart();
        for (int i = 0; i < 10; i++) {
            kafka.write("plugin.photo_tasks", "key-" + i, i == 7 ? "{\"odd\": 1.50}" : task(run + i));
        }
        await().atMost(WadiProcess.LIMIT)
                .until(() -> kafka.size("plugin.photo_tasks.success") == successes + 8
                        && kafka.size("plugin.photo_tasks.errors") == errors + 2);
        scene.stop(wadi);
        Set<String> calls = new TreeSet<>();
        api.requests().stream().skip(before).forEach(request -> calls.add(request.call() + " " + request.body()));
        return new Results(
                relative(run, calls.stream().toList()),
                relative(run, rest(kafka, "plugin.photo_tasks.success", successes)),
                relative(run, rest(kafka, "plugin.photo_tasks.errors", errors)));
    }

    private static String task(int id) {
        return "{\"task_id\": " + id + ", \"project_id\": \"p-" + id + "\", \"timestamp\": \"today\"}";
    }

    /** The messages of a topic after the first, each with its key. */
    private static List<String> rest(TestKafka kafka, String topic, long before) {
        List<String> all = new ArrayList<>();
        kafka.read(topic).stream()
                .sorted((a, b) -> Long.compare(a.timestamp(), b.timestamp()))
                .skip(before)
                .forEach(record -> all.add(new String(Objects.requireNonNull(record.key()), StandardCharsets.UTF_8)
                        + " " + Json.object(record.value())));
        return all;
    }

    private static Set<String> relative(int run, List<String> texts) {
        return texts.stream()
                .map(text -> run == 0 ? text : text.replaceAll("(task_id\\W+|p-|Project p-)1(\\d\\d)", "$1$2"))
                .map(text -> text.replaceAll("(task_id\\W+|p-)0*(\\d)", "$1$2").replaceAll("127.0.0.1:\\d+", "#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Two processes in one group; one is killed while batches of both are filling and under way. */
    @Test
    void members_of_a_group_share_the_work_of_a_worker_and_lose_nothing_when_one_is_killed() {
        scene.project().delete("plugins/config/workers.yaml").write("routes/workers/parcels.worker.yaml", """
                        input_topic: parcels
                        destination_connection: external_api
                        destination_path: /parcels
                        success_topic: parcels.sent
                        enrichment_handlers:
                          - type: batching
                            config: { batch_size: 20, batch_timeout_seconds: 0.3, batch_field: parcels }
                        """);
        scene.kafka().topics().ensure("parcels");
        WadiProcess first = scene.start("run", "--routes", "workers/parcels").awaitStart();
        WadiProcess second = scene.start("run", "--routes", "workers/parcels").awaitStart();
        writeParcels(0);
        await().atMost(WadiProcess.LIMIT).until(() -> posts().size() > 10);
        first.kill();
        writeParcels(1_000);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(delivered()).hasSize(2_000));
        scene.stop(second);
        assertThat(scene.kafka().committed("workers-parcels", "parcels")).isEqualTo(2_000);
        assertThat(scene.kafka().size("parcels.sent")).isGreaterThanOrEqualTo(100);
    }

    @Test
    void sends_the_batch_that_is_filling_and_commits_on_sigterm() {
        scene.project().delete("plugins/config/workers.yaml").write("routes/workers/parcels.worker.yaml", """
                        input_topic: parcels
                        destination_connection: external_api
                        enrichment_handlers:
                          - type: batching
                            config: { batch_size: 15, batch_timeout_seconds: 600, batch_field: parcels }
                        """);
        WadiProcess wadi = scene.start("run", "--routes", "workers/parcels").awaitStart();
        for (int i = 0; i < 20; i++) {
            scene.kafka().write("parcels", "key-" + i, "{\"id\": " + i + "}");
        }
        await().atMost(WadiProcess.LIMIT)
                .until(() -> posts().size() == 1 && scene.kafka().size("parcels") == 20);
        assertThat(wadi.sigterm().exitCode()).isZero();
        assertThat(delivered()).hasSize(20);
        assertThat(posts()).hasSize(2);
        assertThat(scene.kafka().committed("workers-parcels", "parcels")).isEqualTo(20);
    }

    private void writeParcels(int from) {
        scene.kafka()
                .writeAll(
                        "parcels",
                        IntStream.range(from, from + 1_000)
                                .mapToObj(i -> new ProducerRecord<>("parcels", "key-" + i, "{\"id\": " + i + "}"))
                                .toList());
    }

    private Set<Object> delivered() {
        return posts().stream()
                .flatMap(request ->
                        ((List<?>) Objects.requireNonNull(request.json().get("parcels"))).stream())
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
    }
}
