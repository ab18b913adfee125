package dev.wadi.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.fake.FakePublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An action that failed is carried out again as it would have been then. */
class SavedActionTest extends ActionTest {

    private final FakePublisher publisher = FakePublisher.acknowledging();

    private String saved(PluginAction.Effect action) {
        connections.failing(broken);
        FakePublisher failing = FakePublisher.holdingBack();
        executor(failing).carryOut(asked(action, record));
        failing.fail(broken);
        return Objects.requireNonNull(deadLetters.letters().getLast().payload());
    }

    private String again(String saved) {
        Webhooks webhooks =
                new Webhooks(connections, uri -> connections.client(uri.toString()), scheduler, Duration.ofMillis(5));
        return new SavedActions(publisher, webhooks, new CustomActions())
                .carryOut(SavedAction.read(saved))
                .toCompletableFuture()
                .join();
    }

    @Test
    void a_publish_writes_the_same_record() {
        Object payload = "{\"z\" : 1.50,  \"a\":[ ]}".getBytes(StandardCharsets.UTF_8);
        String saved = saved(new PluginAction.PublishToTopic("plugin.photo_tasks", payload, "ä", Map.of("x-a", "1")));
        assertThat(SavedAction.read(saved)).hasToString("publish to plugin.photo_tasks");
        assertThat(again(saved)).isEqualTo("written to plugin.photo_tasks-0@1");
        OutgoingRecord written = publisher.published().getFirst();
        assertThat(written.topic()).isEqualTo("plugin.photo_tasks");
        assertThat(FakePublisher.text(written.key())).isEqualTo("ä");
        assertThat(FakePublisher.text(written.value())).isEqualTo("{\"z\" : 1.50,  \"a\":[ ]}");
        assertThat(FakePublisher.header(written, "x-a")).isEqualTo("1");
    }

    @Test
    void bytes_that_are_no_json_are_written_again_too() {
        byte[] payload = {'{', (byte) 0xFF};
        again(saved(new PluginAction.PublishToTopic("plugin.photo_tasks", payload, null, Map.of())));
        assertThat(publisher.published().getFirst().value()).isEqualTo(payload);
    }

    @Test
    void a_webhook_calls_with_the_same_body_and_idempotency_key() {
        String saved = saved(webhook());
        assertThat(SavedAction.read(saved)).hasToString("POST receiver/webhooks/x");
        assertThat(again(saved)).isEqualTo("answered 200");
        ConnectionRequest then = connections.calls().getFirst().request();
        ConnectionRequest now = connections.calls().getLast().request();
        assertThat(connections.calls()).hasSize(2);
        assertThat(now.idempotencyKey()).isNotNull().isEqualTo(then.idempotencyKey());
        assertThat(now.method()).isEqualTo("POST");
        assertThat(now.path()).isEqualTo("/webhooks/x");
        assertThat(now.headers()).isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(Arrays.equals(now.body(), then.body())).isTrue();
    }

    /** Headers and the query of a URL may be credentials: a letter keeps the names of what is missing instead. */
    @Test
    void what_may_be_credentials_is_not_kept_but_named() {
        String saved = saved(new PluginAction.HttpWebhook(
                new WebhookTarget.Address(URI.create("https://api.example/x?token=canary")),
                "PUT",
                Map.of("Authorization", "canary", "X-Api-Key", "canary", "Accept", "text/plain"),
                Map.of(),
                false));
        assertThat(saved).doesNotContain("canary").contains("\"Accept\":\"text/plain\"");
        SavedAction read = SavedAction.read(saved);
        assertThat(read).hasToString("PUT https://api.example/x");
        assertThat(read.leftOut())
                .containsExactly("the query of the URL", "the header Authorization", "the header X-Api-Key");
    }

    @Test
    void what_could_not_be_sent_then_is_refused() {
        String saved = saved(new PluginAction.PublishToTopic(
                "plugin.photo_tasks", Map.of("not json", new Object()), null, Map.of()));
        assertThatThrownBy(() -> SavedAction.read(saved))
                .isInstanceOf(Failure.class)
                .hasMessage("the action can't be sent as the plugin asked for it, neither then nor now");
    }

    @Test
    void a_letter_of_something_else_is_refused() {
        assertThatThrownBy(() -> SavedAction.read("{\"plugin\":\"p\",\"action\":\"dance\"}"))
                .hasMessage("there is no action 'dance' to be carried out again");
        assertThatThrownBy(() -> SavedAction.read("{\"plugin\":\"p\",\"action\":\"publish_to_topic\"}"))
                .hasMessage("the letter does not say the action's 'topic'");
    }
}
