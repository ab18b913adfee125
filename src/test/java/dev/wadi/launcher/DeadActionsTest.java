package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.demo.DemoWorld;
import dev.wadi.fake.CommandRun;
import dev.wadi.fake.TestKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead actions are carried out again through the shipped connections, at the demo world. */
@SuppressWarnings("NullAway.Init")
class DeadActionsTest {

    private static final String WEBHOOK = """
            {"action": "http_webhook", "plugin": "task_trigger", "connection": "webhook_receiver",
            "path": "/%s", "method": "POST", "headers": {"Content-Type": "application/json"},
            "idempotency_key": "%s", "payload": {"event_id": "%s"}}""";

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

    @Test
    void a_record_is_published_as_it_would_have_been() {
        String target = kafka.newTopic("tasks");
        scene.deadAction("""
                {"action": "publish_to_topic", "plugin": "p", "topic": "%s", "key": "k", "headers": {"x": "1"},
                "payload": {"n": 1.50}}""".formatted(target));
        CommandRun shown = CommandRun.of(
                Wadi.commandLine(),
                "dlq",
                "show",
                scene.ids().getFirst(),
                "--kafka",
                kafka.settings().bootstrapServers());
        assertThat(shown.text()).contains("an action of the record", "would have sent", "\"n\" : 1.50");

        assertThat(scene.dlq("replay", "--all").exitCode()).isZero();
        ConsumerRecord<byte[], byte[]> written = kafka.read(target).getFirst();
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("k");
        assertThat(new String(written.value(), StandardCharsets.UTF_8)).isEqualTo("{\"n\": 1.50}");
        assertThat(written.headers().lastHeader("x").value()).isEqualTo(new byte[] {'1'});
    }

    @Test
    void a_webhook_arrives_with_its_idempotency_key() {
        scene.deadAction(WEBHOOK.formatted("webhooks/photo-complete", "key-1", "e-1"));
        CommandRun run = scene.dlq("replay", "--all");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .first()
                .asString()
                .startsWith("replayed " + scene.ids().getFirst()
                        + "  POST webhook_receiver/webhooks/photo-complete: answered 20");
        assertThat(world.receipts().eventIds("webhooks/photo-complete")).contains("e-1");

        String again = scene.ids().getFirst();
        assertThat(scene.dlq("replay", again, "--force").exitCode()).isZero();
        assertThat(world.receipts().duplicates("webhooks/photo-complete"))
                .as("seen by its key")
                .isEqualTo(1);
    }

    @Test
    void an_action_that_fails_again_stays_a_letter_until_it_has_failed_three_times() {
        scene.deadAction(WEBHOOK.formatted("nobody", "key-2", "e-2"));
        String id = scene.ids().getFirst();
        for (int i = 0; i < 3; i++) {
            CommandRun failed = scene.dlq("replay", "--all");
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.out())
                    .first()
                    .asString()
                    .startsWith("failed again " + id + "  POST webhook_receiver/nobody: ")
                    .contains("404");
            assertThat(failed.out()).last().isEqualTo("0 replayed, 1 failed again");
        }
        assertThat(scene.dlq("replay", "--all").err())
                .containsExactly(id + ": not replayed, it was replayed 3 times already, and failed each time. --force"
                        + " replays it all the same");
        assertThat(scene.dlq("list", "--all").text()).contains(id, "replayed 3 times");
    }

    @Test
    void an_action_that_lacks_what_may_be_credentials_is_refused_unless_forced() {
        scene.deadAction("""
                {"action": "http_webhook", "plugin": "p", "connection": "webhook_receiver", "path":
                "/webhooks/photo-complete", "method": "POST",
                "headers": {"Content-Type": "application/json"}, "headers_left_out": ["X-Api-Key"],
                "idempotency_key": "key-3", "payload": {"event_id": "e-3"}}""");
        assertThat(scene.dlq("replay", "--all").err())
                .containsExactly(scene.ids().getFirst()
                        + ": not replayed, it would be sent without the header X-Api-Key, which may be credentials and is"
                        + " not kept in dead letters. --force replays it all the same");
        assertThat(scene.dlq("replay", "--all", "--force").exitCode()).isZero();
    }

    @Test
    void an_action_that_its_plugin_may_not_do_is_refused_unless_forced() {
        String target = kafka.newTopic("forbidden");
        scene.deadAction("""
                {"action": "publish_to_topic", "plugin": "p", "forbidden": true, "topic": "%s", "key": "k",
                "headers": {}, "payload": {"n": 1}}""".formatted(target));
        assertThat(scene.dlq("replay", "--all").err())
                .singleElement()
                .asString()
                .startsWith(scene.ids().getFirst() + ": not replayed, it was forbidden to its plugin")
                .endsWith(". --force replays it all the same");
        assertThat(scene.dlq("replay", "--all", "--force").exitCode()).isZero();
        assertThat(kafka.read(target)).hasSize(1);
    }
}
