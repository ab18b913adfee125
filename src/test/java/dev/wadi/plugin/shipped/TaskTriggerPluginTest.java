package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakeEnvironment;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskTriggerPluginTest extends TaskTriggerTest {

    TaskTriggerPluginTest(@TempDir Path plugins) {
        super(plugins);
    }

    @Test
    void task_and_project_rows_are_included_as_configured() throws Exception {
        PluginDefinition plugin = load("""
                config:
                  include_task_data: false
                  include_project_data: true
                  triggers:
                    456: {on_any: {publish_to_topic: t}}
                """);
        var publish = (PluginAction.PublishToTopic)
                run(plugin, ASSIGNED, 456).actions().getFirst();
        assertThat(publish.payload())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .doesNotContainKey("task")
                .containsEntry("trigger_name", "Task 456")
                .containsEntry("project", Map.of("project_number", "P-1"));
    }

    @Test
    void variables_in_headers_are_expanded_and_never_shown() throws Exception {
        PluginDefinition plugin = triggers("""
                456:
                  on_completed:
                    webhook:
                      url: https://a.example/x
                      method: put
                      async: true
                      headers:
                        Authorization: "Bearer ${WEBHOOK_TOKEN}"
                """);
        var webhook =
                (PluginAction.HttpWebhook) run(plugin, COMPLETED, 456).actions().getFirst();
        assertThat(webhook.headers()).containsEntry("Authorization", "Bearer canary");
        assertThat(webhook.method()).isEqualTo("PUT");
        assertThat(webhook.async()).isTrue();
        assertThat(webhook.toString() + plugin).doesNotContain("canary");
    }

    /**
     * The original looked at an event's first task row only, so that an event that carries several tasks triggered for
     * none but the first.
     */
    @Test
    void looks_at_every_task_row() throws Exception {
        PluginDefinition plugin = triggers("""
                456: {on_completed: {publish_to_topic: photos}}
                789: {on_completed: {publish_to_topic: damages}}
                """);
        assertThat(run(plugin, COMPLETED, 1, 789, 456, 456).actions())
                .extracting(action -> ((PluginAction.PublishToTopic) action).topic())
                .containsExactly("damages", "photos", "photos");
    }

    /** In the original, on_any was looked at for other event types only, which the plugin never saw. */
    @Test
    void on_any_works_alone_and_beside_the_specific_ones() throws Exception {
        PluginDefinition plugin = triggers("""
                456:
                  on_completed: {publish_to_topic: completed}
                  on_any: {publish_to_topic: any}
                """);
        assertThat(run(plugin, COMPLETED, 456).actions())
                .extracting(action -> ((PluginAction.PublishToTopic) action).topic())
                .containsExactly("completed", "any");
        assertThat(run(plugin, ASSIGNED, 456).actions()).hasSize(1);
    }

    @Test
    void runs_for_the_events_that_a_trigger_is_for() throws Exception {
        assertThat(triggers("456: {on_completed: {log: x}}").eventTypes()).containsExactly(COMPLETED);
        assertThat(triggers("456: {on_assigned: {log: x}}\n7: {on_assigned: {log: x}}")
                        .eventTypes())
                .containsExactly(ASSIGNED);
        assertThat(triggers("456: {on_any: {log: x}}").eventTypes()).containsExactlyInAnyOrder(ASSIGNED, COMPLETED);
    }

    @Test
    void finds_triggers_by_ids_that_are_numbers_or_texts() throws Exception {
        PluginDefinition plugin = triggers("""
                456: {on_any: {log: a}}
                "789": {on_any: {log: b}}
                tmpl-1: {on_any: {log: c}}
                """);
        assertThat(run(plugin, ASSIGNED, 456, "456", 789L, "789", "tmpl-1").actions())
                .hasSize(5);
    }

    @Test
    void log_messages_take_fields() throws Exception {
        PluginDefinition plugin =
                triggers("456: {on_any: {log: \"{trigger_name}: {task_id} of {project_id} {nothing}\"}}");
        assertThat(run(plugin, ASSIGNED, 456).actions())
                .containsExactly(new PluginAction.Log(System.Logger.Level.INFO, "Task 456: 456 of 12345 {nothing}"));
    }

    @Test
    void skips_what_has_no_trigger() throws Exception {
        PluginDefinition plugin = triggers("456: {on_completed: {log: a}}");
        assertThat(run(plugin, ASSIGNED, 456).status()).isEqualTo(PluginResult.Status.SKIPPED);
        assertThat(run(plugin, COMPLETED, 1).status()).isEqualTo(PluginResult.Status.SKIPPED);
        assertThat(run(plugin, COMPLETED).message()).isEqualTo("No task data in context");
        assertThat(plugin.plugin()
                        .execute(event(COMPLETED, List.of("no row", Map.of())))
                        .actions())
                .isEmpty();
    }

    @Test
    void says_what_matched_at_debug() throws Exception {
        PluginDefinition plugin = triggers("456: {name: Photo, on_completed: {publish_to_topic: t, log: x}}");
        ExchangeContext context = (ExchangeContext) event(COMPLETED, List.of(task(456)));
        try (CapturedLog log = new CapturedLog()) {
            context.forPlugin(FakeEnvironment.of("task_trigger", log.logger()));
            plugin.plugin().execute(context);
            assertThat(log.lines())
                    .containsExactly("DEBUG Task trigger matched | trigger_name=Photo task_id=456"
                            + " event_type=CUSTOM_TASK_COMPLETED action_count=2");
        }
    }

    @Test
    void shows_every_mistake_at_once_with_place_and_remedy() {
        assertThatThrownBy(() -> load("""
                        config:
                          include_task_dat: true
                          triggers:
                            1: {}
                            2:
                              on_complete: {log: x}
                            3:
                              on_any:
                                webhook: {url: "https://a.example", connection: external_api}
                            4:
                              on_any:
                                webhook: {connection: external_apj, method: SEND}
                                log: {level: loud, message: x}
                            5:
                              on_any:
                                webhook: not-a-url
                                publish_to_topic: "no topic"
                            6: text
                            7:
                              on_any:
                                log: {level: info}
                                webhook: {path: /x}
                        """)).isInstanceOf(ConfigException.class).satisfies(thrown -> assertThat(
                        ((ConfigException) thrown).problems())
                .extracting(problem -> problem.toString().replaceFirst(".*config.yaml:", ""))
                .containsExactlyInAnyOrder(
                        "2: unknown field 'include_task_dat'. Did you mean 'include_task_data'?",
                        "4: the trigger for task 1 does nothing. Possible: on_assigned, on_completed, on_any",
                        "6: unknown field 'on_complete'. Did you mean 'on_completed'?",
                        "6: the trigger for task 2 does nothing. Possible: on_assigned, on_completed, on_any",
                        "9: a webhook needs either 'url' or 'connection' (with 'path'), but has both",
                        "12: the connection 'external_apj' is not in connections/. Did you mean" + " 'external_api'?",
                        "12: method must be one of GET, POST, PUT, PATCH, DELETE, but was 'SEND'",
                        "13: level must be one of debug, info, warning, error, but was 'loud'",
                        "16: webhook must be an absolute http or https URL. Possible: https://host/path",
                        "17: 'no topic' is no topic name. Possible: letters, digits, '.', '_' and '-', at"
                                + " most 249",
                        "18: the trigger for task 6 must be a mapping. Possible: name, on_assigned,"
                                + " on_completed, on_any",
                        "21: the field 'message' is missing",
                        "22: a webhook needs either 'url' or 'connection' (with 'path'), but has neither"));
    }
}
