package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.demo.DemoWorld;
import dev.wadi.fake.CommandRun;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.launcher.dlq.DlqCommand;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.RecordHandle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A dry run takes records through the shipped routes, plugins and connections, and does nothing outside of them. */
@SuppressWarnings("NullAway.Init")
class DryRunTest {

    private static final String COMPLETED = """
            {"event_id": "e-1", "event_type": "CUSTOM_TASK_COMPLETED", "project_id": "%1$d", "ingested_at":
            "2026-01-02T03:04:05Z", "task_assignment_id": "%1$d00003"}""";

    private static TestKafka kafka;
    private static DemoWorld world;
    private final Map<String, String> environment = new HashMap<>();
    private final String dlq = kafka.newTopic("dry-letters");

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
        String base = world.baseUri().toString();
        environment.putAll(Map.of(
                "CLAIMX_API_URL",
                base,
                "CLAIMX_API_TOKEN",
                "dGVzdA==",
                "EXTERNAL_API_URL",
                base + "/photo-api",
                "EXTERNAL_API_TOKEN",
                "token",
                "INTERNAL_SERVICE_URL",
                base + "/internal",
                "WEBHOOK_URL",
                base,
                "WADI_ALLOW_PRIVATE",
                "true"));
        ProjectDesk project = new ProjectDesk(Path.of("").toAbsolutePath(), environment::get);
        return CommandRun.of(
                new CommandLine(new DlqCommand(project)),
                "replay",
                "--all",
                "--topic",
                dlq,
                "--dry-run",
                "--kafka",
                kafka.settings().bootstrapServers());
    }

    private void dead(String route, String topic, String value) {
        FakeRecordHandle failed = new FakeRecordHandle(route, topic, 3, value);
        write(failed, DeadLetter.ofRecord(failed, Failure.payload("no luck"), route, Instant.now()));
    }

    private void deadAction(String payload) {
        FakeRecordHandle failed = FakeRecordHandle.at(3);
        write(
                failed,
                new DeadLetter(
                        DeadLetter.Kind.ACTION,
                        failed,
                        FailureFamily.TRANSIENT,
                        "503",
                        "claimx-enrich/task_trigger/http_webhook",
                        3,
                        Instant.now(),
                        payload));
    }

    private void write(RecordHandle failed, DeadLetter letter) {
        try (KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics())) {
            byte @Nullable [] key = failed.source().key();
            publisher
                    .publish(new OutgoingRecord(dlq, key, failed.source().value(), FailureHeaders.of(letter)))
                    .toCompletableFuture()
                    .join();
        }
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
        dead("claimx-enrich", "claimx.enrichment.pending", COMPLETED.formatted(10_017));
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
        dead("photo_worker_group", "plugin.photo_tasks", """
                {"task_id": 456, "project_id": "10017", "assignment_id": "5", "task_status": "COMPLETED"}""");
        dead("photo_worker_group", "plugin.photo_tasks", """
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
        dead("claimx-enrich", "claimx.enrichment.pending", COMPLETED.formatted(40_417));
        dead("claimx-ingest", "claimx.events.raw", "{\"a\":");
        dead("claimx-ingest", "nobody.consumes.this", "{}");
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
        deadAction("""
                {"action": "http_webhook", "plugin": "p", "connection": "webhook_receiver", "path": "/x", "method": "PUT",
                "payload": {}}""");
        deadAction("""
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
        dead("claimx-ingest", "nobody.consumes.this", "{}");
        dryRun();
        assertThat(endings(dryRun())).hasSize(1);
        assertThat(kafka.size("nobody.consumes.this.replay")).isZero();
    }
}
