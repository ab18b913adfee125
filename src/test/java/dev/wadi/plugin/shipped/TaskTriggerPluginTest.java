package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.fake.CapturedLog;
import dev.wadi.json.Json;
import dev.wadi.plugin.runtime.LoadedPlugin;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.WebhookTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskTriggerPluginTest {

    private static final String ASSIGNED = "CUSTOM_TASK_ASSIGNED";
    private static final String COMPLETED = "CUSTOM_TASK_COMPLETED";
    private static final Map<String, String> ENVIRONMENT = Map.of("WEBHOOK_TOKEN", "canary");

    private final Path plugins;

    TaskTriggerPluginTest(@TempDir Path plugins) {
        this.plugins = plugins;
    }

    private LoadedPlugin load(String config) throws IOException {
        Path folder = Files.createDirectories(plugins.resolve("task_trigger"));
        Files.writeString(folder.resolve("config.yaml"), config);
        return new PluginLoader(plugins, true, Variables.of(ENVIRONMENT), Set.of("external_api"), new Stages(List.of()))
                .load()
                .getFirst();
    }

    /** A plugin with only these triggers, written as in the documents: indented under {@code triggers:}. */
    private LoadedPlugin triggers(String triggers) throws IOException {
        return load("config:\n  triggers:\n" + triggers.indent(4));
    }

    private static Map<String, Object> task(Object taskId) {
        return Map.of(
                "task_id", taskId, "assignment_id", 789, "task_name", "Photo Documentation", "status", "completed");
    }

    private static PluginContext event(String type, List<?> tasks) {
        Map<String, Object> body = new HashMap<>();
        body.put("event_id", "abc123");
        body.put("event_type", type);
        body.put("project_id", "12345");
        body.put("tasks", tasks);
        body.put("projects", List.of(Map.of("project_number", "P-1")));
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return new ExchangeContext(
                exchange, "claimx", "enrichment_complete", Instant.parse("2026-01-10T12:34:56.789Z"));
    }

    private static PluginResult run(LoadedPlugin plugin, String type, Object... taskIds) throws Exception {
        List<Object> tasks = new ArrayList<>();
        for (Object id : taskIds) {
            tasks.add(task(id));
        }
        return plugin.plugin().execute(event(type, tasks));
    }

    private static List<String> kinds(PluginResult result) {
        return result.actions().stream().map(PluginAction::kind).toList();
    }

    @Test
    void the_quick_start_of_the_source_loads_and_does_what_it_says() throws Exception {
        LoadedPlugin plugin = load("""
                # Plugin metadata
                name: "task_trigger"
                module: "kafka_pipeline.plugins.task_trigger"
                class: "TaskTriggerPlugin"
                enabled: true
                priority: 50

                # Plugin configuration
                config:
                  include_task_data: true
                  include_project_data: false

                  triggers:
                        456:
                          name: "Photo Documentation Task"
                          on_assigned:
                            publish_to_topic: "claimx.task-photo-assigned"
                            log:
                              level: "info"
                              message: "Photo documentation task assigned"

                          on_completed:
                            publish_to_topic: "claimx.task-photo-completed"
                            webhook:
                              url: "https://api.example.com/tasks/photo-complete"
                              method: "POST"
                              headers:
                                Authorization: "Bearer your-webhook-token-here"
                            log:
                              level: "info"
                              message: "Photo documentation task completed - webhook triggered"

                        789:
                          name: "Damage Assessment Task"
                          on_completed:
                            publish_to_topic: "claimx.damage-assessment-complete"
                            log:
                              level: "info"
                              message: "Damage assessment task completed"
                """);
        assertThat(plugin.name()).isEqualTo("task_trigger");
        assertThat(plugin.priority()).isEqualTo(50);
        assertThat(plugin.eventTypes()).containsExactlyInAnyOrder(ASSIGNED, COMPLETED);
        assertThat(kinds(run(plugin, ASSIGNED, 456))).containsExactly("publish_to_topic", "log");
        assertThat(kinds(run(plugin, ASSIGNED, 789))).isEmpty();
        assertThat(kinds(run(plugin, COMPLETED, 789))).containsExactly("publish_to_topic", "log");

        PluginResult completed = run(plugin, COMPLETED, 456);
        assertThat(kinds(completed)).containsExactly("publish_to_topic", "http_webhook", "log");
        var publish = (PluginAction.PublishToTopic) completed.actions().get(0);
        assertThat(publish.topic()).isEqualTo("claimx.task-photo-completed");
        assertThat(publish.key()).isEqualTo("12345");
        assertThat(publish.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-trigger-name", "Photo Documentation Task", "x-task-id", "456", "x-event-type", COMPLETED));
        var webhook = (PluginAction.HttpWebhook) completed.actions().get(1);
        assertThat(webhook.target())
                .isEqualTo(new WebhookTarget.Address(URI.create("https://api.example.com/tasks/photo-complete")));
        assertThat(webhook.headers()).containsEntry("Authorization", "Bearer your-webhook-token-here");
        assertThat(webhook.async()).isFalse();
        assertThat(webhook.body()).isEqualTo(publish.payload());
    }

    @Test
    void the_payload_is_the_documented_one() throws Exception {
        LoadedPlugin plugin = triggers("456: {name: Photo Documentation Task, on_completed: {publish_to_topic: t}}");
        var publish = (PluginAction.PublishToTopic)
                run(plugin, COMPLETED, 456).actions().getFirst();
        assertThat(Json.text(publish.payload()))
                .startsWith("{\"trigger_name\":\"Photo Documentation Task\",\"event_id\":\"abc123\","
                        + "\"event_type\":\"CUSTOM_TASK_COMPLETED\",\"project_id\":\"12345\",\"task_id\":456,"
                        + "\"assignment_id\":789,\"task_name\":\"Photo Documentation\","
                        + "\"task_status\":\"completed\",\"timestamp\":\"2026-01-10T12:34:56.789Z\",\"task\":{");
    }

    @Test
    void task_and_project_rows_are_included_as_configured() throws Exception {
        LoadedPlugin plugin = load("""
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
    void the_use_cases_of_the_source_load() throws Exception {
        LoadedPlugin plugin = triggers("""
                456:
                  name: "Inspection Complete"
                  on_completed:
                    webhook: "https://inspections.example.com/api/claim-inspected"
                789:
                  name: "Urgent Task Assigned"
                  on_assigned:
                    publish_to_topic: "notifications.urgent"
                999:
                  name: "Final Report Submitted"
                  on_completed:
                    log:
                      level: "warning"  # Higher visibility
                      message: "AUDIT: Final report submitted"
                    webhook: "https://audit.example.com/log"
                111:
                  name: "Customer Contact Made"
                  on_completed:
                    publish_to_topic: "crm.contact-made"
                    webhook:
                      url: "https://crm.example.com/api/contact"
                      method: "POST"
                    log: "Contact event synced to CRM"
                """);
        assertThat(kinds(run(plugin, COMPLETED, 456))).containsExactly("http_webhook");
        assertThat(kinds(run(plugin, ASSIGNED, 789))).containsExactly("publish_to_topic");
        assertThat(run(plugin, COMPLETED, 999).actions())
                .contains(new PluginAction.Log(System.Logger.Level.WARNING, "AUDIT: Final report submitted"));
        assertThat(run(plugin, COMPLETED, 111).actions())
                .hasSize(3)
                .contains(new PluginAction.Log(System.Logger.Level.INFO, "Contact event synced to CRM"));
    }

    @Test
    void the_connection_example_of_the_source_loads() throws Exception {
        LoadedPlugin plugin = load("""
                name: task_notifier
                module: kafka_pipeline.plugins.task_trigger
                class: TaskTriggerPlugin

                config:
                  triggers:
                    456:
                      name: Photo Task
                      on_completed:
                        webhook:
                          connection: external_api  # Named connection
                          path: /v1/tasks/completed
                          method: POST
                        log: "Photo task completed"
                """);
        assertThat(plugin.name()).isEqualTo("task_notifier");
        var webhook =
                (PluginAction.HttpWebhook) run(plugin, COMPLETED, 456).actions().getFirst();
        assertThat(webhook.target()).isEqualTo(new WebhookTarget.Named("external_api", "/v1/tasks/completed"));
    }

    @Test
    void variables_in_headers_are_expanded_and_never_shown() throws Exception {
        LoadedPlugin plugin = triggers("""
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
        LoadedPlugin plugin = triggers("""
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
        LoadedPlugin plugin = triggers("""
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
    void finds_triggers_by_ids_that_are_numbers_or_texts() throws Exception {
        LoadedPlugin plugin = triggers("""
                456: {on_any: {log: a}}
                "789": {on_any: {log: b}}
                tmpl-1: {on_any: {log: c}}
                """);
        assertThat(run(plugin, ASSIGNED, 456, "456", 789L, "789", "tmpl-1").actions())
                .hasSize(5);
    }

    @Test
    void log_messages_take_fields() throws Exception {
        LoadedPlugin plugin = triggers("456: {on_any: {log: \"{trigger_name}: {task_id} of {project_id} {nothing}\"}}");
        assertThat(run(plugin, ASSIGNED, 456).actions())
                .containsExactly(new PluginAction.Log(System.Logger.Level.INFO, "Task 456: 456 of 12345 {nothing}"));
    }

    @Test
    void skips_what_has_no_trigger() throws Exception {
        LoadedPlugin plugin = triggers("456: {on_completed: {log: a}}");
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
        LoadedPlugin plugin = triggers("456: {name: Photo, on_completed: {publish_to_topic: t, log: x}}");
        ExchangeContext context = (ExchangeContext) event(COMPLETED, List.of(task(456)));
        try (CapturedLog log = new CapturedLog()) {
            context.forPlugin(log.logger());
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
