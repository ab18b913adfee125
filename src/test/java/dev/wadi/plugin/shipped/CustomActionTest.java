package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.WebhookTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code custom} list of a trigger. */
class CustomActionTest extends TaskTriggerTest {

    CustomActionTest(@TempDir Path plugins) {
        super(plugins);
    }

    private PluginResult custom(String items) throws Exception {
        return run(triggers("456:\n  on_completed:\n    custom:\n" + items.indent(6)), COMPLETED, 456);
    }

    @Test
    void any_kind_of_action_is_possible() throws Exception {
        PluginResult result = custom("""
                - {type: publish_to_topic, params: {topic: t, payload: {id: "{task_id}", of: ["{project_id}", 1]}, key: "{task_id}", headers: {a: b}}}
                - {type: http_webhook, params: {connection: external_api, path: /x, body: {id: "{task_id}"}}}
                - {type: log, params: {level: warning, message: "task {task_id}"}}
                - {type: metric, params: {name: tasks.seen, value: 2.5, labels: {kind: photo}}}
                - {type: add_header, params: {key: x-task, value: "{task_id}"}}
                - {type: filter, params: {reason: not ours}}
                - {type: send_email, params: {to: ops@example.com, subject: "Task {task_name}", body: done}}
                """);
        assertThat(result.actions())
                .containsExactly(
                        new PluginAction.PublishToTopic(
                                "t", Map.of("id", "456", "of", List.of("12345", 1L)), "456", Map.of("a", "b")),
                        new PluginAction.HttpWebhook(
                                new WebhookTarget.Named("external_api", "/x"),
                                "POST",
                                Map.of(),
                                Map.of("id", "456"),
                                false),
                        new PluginAction.Log(System.Logger.Level.WARNING, "task 456"),
                        new PluginAction.Metric("tasks.seen", 2.5, Map.of("kind", "photo")),
                        new PluginAction.AddHeader("x-task", "456"),
                        new PluginAction.Filter("not ours"),
                        new PluginAction.Custom(
                                "send_email",
                                Map.of(
                                        "to",
                                        "ops@example.com",
                                        "subject",
                                        "Task Photo Documentation",
                                        "body",
                                        "done")));
    }

    @Test
    void what_is_published_or_posted_is_the_payload_unless_given() throws Exception {
        PluginResult result = custom("""
                - {type: publish_to_topic, params: {topic: t}}
                - {type: http_webhook, params: {url: "https://a.example/x"}}
                - {type: metric, params: {name: tasks.seen}}
                """);
        var publish = (PluginAction.PublishToTopic) result.actions().get(0);
        assertThat(publish.key()).isEqualTo("12345");
        assertThat((Map<?, ?>) publish.payload()).extracting("trigger_name").isEqualTo("Task 456");
        assertThat(((PluginAction.HttpWebhook) result.actions().get(1)).body()).isEqualTo(publish.payload());
        assertThat(result.actions().get(2)).isEqualTo(PluginAction.Metric.count("tasks.seen"));
    }

    @Test
    void comes_after_the_other_actions() throws Exception {
        assertThat(kinds(run(triggers("""
                        456:
                          on_completed:
                            custom: [{type: metric, params: {name: n}}]
                            log: done
                        """), COMPLETED, 456))).containsExactly("log", "metric");
    }

    @Test
    void each_mistake_has_its_message() {
        assertThatThrownBy(() -> custom("""
                        - {params: {}}
                        - {type: send_email}
                        - {type: log, params: {massage: x}}
                        - {type: metric, params: {name: n, value: -1}}
                        - {type: publish_to_topic, params: {payload: {}}}
                        """))
                .isInstanceOf(ConfigException.class)
                .satisfies(thrown -> assertThat(((ConfigException) thrown).problems())
                        .extracting(problem -> problem.toString().replaceFirst(".*config.yaml:", ""))
                        .containsExactlyInAnyOrder(
                                "6: the field 'type' is missing",
                                "7: the action 'send_email' needs 'params'",
                                "8: unknown field 'massage'. Did you mean 'message'?",
                                "8: the field 'message' is missing",
                                "9: value must be a number of at least 0, but was '-1'",
                                "10: the field 'topic' is missing"));
    }
}
