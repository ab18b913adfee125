package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.demo.DemoWorld;
import dev.wadi.fake.CommandRun;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run takes records through the shipped routes, plugins and connections, and does nothing outside of them. */
@SuppressWarnings("NullAway.Init")
class DryRunTest {

    private static final String COMPLETED = """
            {"event_id": "e-1", "event_type": "CUSTOM_TASK_COMPLETED", "project_id": "%1$d", "ingested_at":
            "2026-01-02T03:04:05Z", "task_assignment_id": "%1$d00003"}""";

    private static TestKafka kafka;
    private static DemoWorld world;
    private final LetterScene scene = LetterScene.ofShippedProject(kafka, world.baseUri());

    @BeforeAll
    static void open() throws Exception {
        kafka = TestKafka.get();
        world = new DemoWorld(
                        Path.of("routes/demo"),
                        0,
                        new DemoWorld.Credentials(new Secret("Basic dGVzdA=="), new Secret("Bearer token")),
                        kafka.settings().bootstrapServers(),
                        Clock.systemUTC())
                .start();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private CommandRun dryRun() {
        return scene.dlq("replay", "--all", "--dry-run");
    }

    private static List<String> steps(CommandRun run) {
        return run.out().stream()
                .filter(line -> line.startsWith(" "))
                .map(String::strip)
                .toList();
    }

    private static List<String> endings(CommandRun run) {
        return run.out().stream()
                .filter(line -> line.contains("  would "))
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.replaceFirst("\\S+ +", "").replaceFirst("127.0.0.1:\\d+", "#"))
                .toList();
    }

    @Test
    void a_record_that_would_get_through_shows_what_would_be_done() {
        scene.dead("claimx-enrich", "claimx.enrichment.pending", COMPLETED.formatted(10_017));
        CommandRun run = dryRun();
        assertThat(run.exitCode()).isZero();
        assertThat(endings(run)).containsExactly("would get through");
        assertThat(steps(run))
                .hasSize(5)
                .containsSubsequence(
                        "GET claimx_api/export/project/10017 answered 200",
                        "GET claimx_api/customTasks/assignment/1001700003 answered 200");
        assertThat(steps(run).get(2)).startsWith("would publish to plugin.photo_tasks, key=10017, ");
        assertThat(steps(run).get(3)).startsWith("would POST webhook_receiver/webhooks/photo-complete, ");
        assertThat(steps(run).get(4)).startsWith("would publish to claimx.entities.rows, key=10017, ");
        assertThat(run.out())
                .endsWith(
                        "1 would get through, 0 would not. Nothing was done.",
                        "Calls that are no reads were not made; each was taken as answered 200 with {}.");
        assertThat(world.receipts().destinations()).isEmpty();
    }

    @Test
    void a_photo_task_would_be_looked_up_and_posted() {
        scene.dead("photo_worker_group", "plugin.photo_tasks", """
                {"task_id": 456, "project_id": "10017", "assignment_id": "5", "task_status": "COMPLETED"}""");
        scene.dead("photo_worker_group", "plugin.photo_tasks", """
                {"task_id": 456, "project_id": "10017", "assignment_id": "5", "task_status": "CANCELLED"}""");
        CommandRun run = dryRun();
        assertThat(run.exitCode()).isZero();
        assertThat(endings(run)).containsExactly("would get through", "would be filtered: the task was cancelled");
        assertThat(steps(run)).hasSize(3);
        assertThat(steps(run).get(0)).isEqualTo("GET internal_service/api/projects/10017 answered 200");
        assertThat(steps(run).get(1)).startsWith("would POST external_api/v1/photo_tasks, ");
        assertThat(steps(run).get(2)).startsWith("would publish to plugin.photo_tasks.success, key=key, ");
    }

    @Test
    void a_record_that_would_fail_again_says_where_and_why() {
        scene.dead("claimx-enrich", "claimx.enrichment.pending", COMPLETED.formatted(40_417));
        scene.dead("claimx-ingest", "claimx.events.raw", "{\"a\":");
        scene.dead("claimx-ingest", "nobody.consumes.this", "{}");
        CommandRun run = dryRun();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(endings(run))
                .containsExactly(
                        "would fail again in claimx-enrich: payload: connection claimx_api: GET"
                                + " http://#/export/project/40417 answered 404: {\"error\":\"Project 40417 is not"
                                + " known\"}",
                        "would fail again in claimx-ingest: payload: The value is not a JSON object: Unexpected"
                                + " end-of-input within/between Object entries",
                        "would not be taken up: no route consumes nobody.consumes.this in the group claimx-ingest");
        assertThat(run.out()).endsWith("0 would get through, 3 would not. Nothing was done.");
    }

    @Test
    void an_action_would_be_carried_out() {
        scene.deadAction("""
                {"action": "http_webhook", "plugin": "p", "connection": "webhook_receiver", "path": "/x", "method": "PUT",
                "payload": {}}""");
        scene.deadAction("""
                {"action": "http_webhook", "plugin": "p", "connection": "gone", "path": "/x", "method": "PUT"}""");
        CommandRun run = dryRun();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(endings(run))
                .containsExactly(
                        "would be carried out again",
                        "would fail again: plugin p: no connection named 'gone'. Connections: claimx_api,"
                                + " external_api, internal_service, webhook_receiver");
        assertThat(steps(run)).containsExactly("would PUT webhook_receiver/x, 2 bytes");
    }

    @Test
    void nothing_is_noted_and_every_letter_is_still_there() {
        scene.dead("claimx-ingest", "nobody.consumes.this", "{}");
        dryRun();
        assertThat(endings(dryRun())).hasSize(1);
        assertThat(kafka.size("nobody.consumes.this.replay")).isZero();
    }

    @Test
    void nothing_else_of_a_project_has_effects_either(@TempDir Path home) throws IOException {
        Path out = home.resolve("out");
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(routes.resolve("batch.camel.yaml"), """
                - route:
                    id: batch
                    from:
                      uri: kafka-ordered:batched
                      parameters: { batchSize: 10, format: text }
                      steps:
                        - to: file:OUT?fileName=record.txt
                        - to: direct:timed
                - route:
                    id: timed
                    from:
                      uri: direct:timed
                      steps:
                        - setBody: { simple: "${body.size} of ${body[0]}" }
                        - to: publish:counted
                - route:
                    id: timer
                    from:
                      uri: timer:often?delay=0&period=1
                      steps:
                        - to: publish:ticks
                """.replace("OUT", out.toString()));
        try (ServerSocket taken = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    home.resolve("application.properties"),
                    "camel.server.enabled=true\ncamel.server.port=" + taken.getLocalPort());
            LetterScene own = new LetterScene(kafka, kafka.newTopic("letters"), home, Map.of());
            own.dead("batch", "batched", "a text");
            CommandRun run = own.dlq("replay", "--all", "--dry-run");
            assertThat(run.err()).isEmpty();
            assertThat(endings(run)).containsExactly("would get through");
            assertThat(steps(run))
                    .containsExactly(
                            "would send to file://" + out + "?fileName=record.txt",
                            "would publish to counted, key=key, 11 bytes");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void what_is_wrong_in_the_project_is_said_with_its_place(@TempDir Path home) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(routes.resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: kafka-ordered:a
                      steps:
                        - to: conection:api
                """);
        LetterScene own = new LetterScene(kafka, kafka.newTopic("letters"), home, Map.of());
        own.dead("a", "a", "{}");
        CommandRun run = own.dlq("replay", "--all", "--dry-run");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out()).isEmpty();
    }
}
