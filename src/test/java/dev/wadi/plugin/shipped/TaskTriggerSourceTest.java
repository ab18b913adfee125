package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.json.Json;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.WebhookTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of the documents that the task trigger was first described in. */
class TaskTriggerSourceTest extends TaskTriggerTest {

    TaskTriggerSourceTest(@TempDir Path plugins) {
        super(plugins);
    }

    @Test
    void the_quick_start_of_the_source_loads_and_does_what_it_says() throws Exception {
        PluginDefinition plugin = load("""
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
        PluginDefinition plugin =
                triggers("456: {name: Photo Documentation Task, on_completed: {publish_to_topic: t}}");
        var publish = (PluginAction.PublishToTopic)
                run(plugin, COMPLETED, 456).actions().getFirst();
        assertThat(Json.text(publish.payload()))
                .startsWith("{\"trigger_name\":\"Photo Documentation Task\",\"event_id\":\"abc123\","
                        + "\"event_type\":\"CUSTOM_TASK_COMPLETED\",\"project_id\":\"12345\",\"task_id\":456,"
                        + "\"assignment_id\":789,\"task_name\":\"Photo Documentation\","
                        + "\"task_status\":\"completed\",\"timestamp\":\"2026-01-10T12:34:56.789Z\",\"task\":{");
    }

    @Test
    void the_use_cases_of_the_source_load() throws Exception {
        PluginDefinition plugin = triggers("""
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
        PluginDefinition plugin = load("""
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
}
