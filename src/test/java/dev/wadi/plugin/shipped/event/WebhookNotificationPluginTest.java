package dev.wadi.plugin.shipped.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.plugin.spi.PluginAction.HttpWebhook;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.WebhookTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookNotificationPluginTest {

    private static final Map<String, Object> EVENT =
            Map.of("event_id", "e1", "event_type", "T", "project_id", "p1", "tasks", List.of(Map.of("task_id", 456)));

    private final PluginFolder folder;

    WebhookNotificationPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "webhook_notification");
    }

    private HttpWebhook call(String config, Map<String, Object> event) throws Exception {
        var result = folder.load(config)
                .execute(FakeContext.of(
                        "claimx", "enrichment_complete", event, PluginEnvironment.alone("webhook_notification")));
        return (HttpWebhook) result.actions().getFirst();
    }

    /** The original's webhooks were only logged: nothing was ever called. That they are is shown where actions are. */
    @Test
    void asks_for_a_call_with_the_documented_payload() throws Exception {
        HttpWebhook call = call("webhook_url: https://a.example/hook", EVENT);
        assertThat(call.target()).isEqualTo(new WebhookTarget.Address(URI.create("https://a.example/hook")));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.async()).isFalse();
        assertThat(call.body())
                .isEqualTo(Map.of(
                        "event_id", "e1",
                        "event_type", "T",
                        "project_id", "p1",
                        "timestamp", "2026-01-10T12:34:56.789Z",
                        "tasks", List.of(Map.of("task_id", 456))));
    }

    @Test
    void leaves_the_tasks_out_where_there_are_none_or_they_are_not_wanted() throws Exception {
        assertThat((Map<?, ?>) call("webhook_url: https://a.example/hook\ninclude_payload: false", EVENT)
                        .body())
                .hasSize(4);
        assertThat((Map<?, ?>) call("webhook_url: https://a.example/hook", Map.of("event_id", "e1"))
                        .body())
                .hasSize(4);
    }

    @Test
    void calls_a_connection_with_headers_and_a_method() throws Exception {
        HttpWebhook call = call("""
                connection: external_api
                path: /v1/events
                method: PUT
                headers: {X-From: wadi}
                async: true
                """, EVENT);
        assertThat(call.target()).isEqualTo(new WebhookTarget.Named("external_api", "/v1/events"));
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.headers()).containsExactly(Map.entry("X-From", "wadi"));
        assertThat(call.async()).isTrue();
    }

    @Test
    void a_notification_that_goes_nowhere_is_a_mistake() {
        assertThat(folder.problems("include_payload: true"))
                .containsExactly(
                        "2: a webhook needs either 'webhook_url' or 'connection' (with 'path'), but has" + " neither");
        assertThat(folder.problems("webhook_url: nowhere"))
                .containsExactly("2: webhook_url must be an absolute http or https URL. Possible: https://host/path");
    }
}
