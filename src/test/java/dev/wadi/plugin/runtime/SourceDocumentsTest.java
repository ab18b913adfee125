package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.fake.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of plugins as the documents of the originals write it, which must load as it stands. */
class SourceDocumentsTest extends PluginProject {

    private static final String TRIGGER = """
            name: "task_trigger"
            module: "kafka_pipeline.plugins.task_trigger"
            class: "TaskTriggerPlugin"
            enabled: true
            priority: 50
            config:
              include_task_data: true
              triggers:
                    456:
                      name: "Photo Documentation Task"
                      on_completed:
                        publish_to_topic: "claimx.task-photo-completed"
            """;

    SourceDocumentsTest(@TempDir Path home) {
        super(home);
    }

    @BeforeEach
    void plugins() throws IOException {
        folder("plugins");
    }

    @Test
    void a_list_for_claimx_names_the_shipped_plugin_without_its_class() throws IOException {
        write("config/claimx_plugins.yaml", """
                plugins:
                  - name: task_trigger
                    enabled: true
                    config:
                      triggers:
                        456:  # task_id for photo documentation
                          name: "Photo Documentation Task"
                          on_completed:
                            publish_to_topic: "claimx.task-456-completed"
                            webhook: "https://api.example.com/task-complete"
                        789:
                          name: "Damage Assessment Task"
                          on_completed:
                            publish_to_topic: "claimx.damage-assessment-complete"
                """);
        assertThat(names()).containsExactly("task_trigger");
    }

    /** In the original the token stayed as it is written, {@code ${WEBHOOK_TOKEN}}. */
    @Test
    void a_list_for_claimx_has_its_variables_expanded() throws IOException {
        write("config/claimx_plugins.yaml", """
                plugins:
                  - name: "task_trigger"
                    module: "kafka_pipeline.plugins.task_trigger"
                    class: "TaskTriggerPlugin"
                    enabled: true
                    config:
                      triggers:
                        456:
                          name: "Photo Documentation"
                          on_completed:
                            publish_to_topic: "claimx.task-456-completed"
                            webhook:
                              url: "https://api.example.com/task-complete"
                              method: "POST"
                              headers:
                                Authorization: "Bearer ${WEBHOOK_TOKEN}"
                """);
        assertThat(names()).containsExactly("task_trigger");
        variables.remove("WEBHOOK_TOKEN");
        assertProblems("config/claimx_plugins.yaml:16: the variable 'WEBHOOK_TOKEN' is not set. Set it in the"
                + " environment, or give a default: ${WEBHOOK_TOKEN:-value}");
    }

    /** The one line to change is that of a plugin of the reader's own, which is written in Python there. */
    @Test
    void a_list_for_xact_loads_but_for_the_class_that_is_the_readers_own() throws IOException {
        String list = """
                plugins:
                  - name: "custom_filter"
                    module: "kafka_pipeline.plugins.custom_filter"
                    class: "CustomFilterPlugin"
                    enabled: true
                    priority: 10  # Run early
                    config:
                      filter_pattern: ".*test.*"

                  - name: "audit_logger"
                    module: "kafka_pipeline.plugins.audit"
                    class: "AuditLoggerPlugin"
                    enabled: true
                    priority: 1000  # Run late
                    config:
                      log_level: "INFO"
                      include_payload: false
                """;
        write("config/xact_plugins.yaml", list);
        assertThatThrownBy(this::load)
                .hasMessageContaining("config/xact_plugins.yaml:4: the class 'CustomFilterPlugin' was not found in this"
                        + " folder's jars or on the class path. Shipped plugins: audit_logger,");
        write("config/xact_plugins.yaml", list.replaceFirst("enabled: true", "enabled: false"));
        assertThat(names()).containsExactly("audit_logger");
        assertThat(runsIn("audit_logger", "xact")).isTrue();
        assertThat(runsIn("audit_logger", "claimx")).isFalse();
    }

    @Test
    void a_main_file_says_where_the_lists_are() throws IOException {
        write("config/config.yaml", """
                kafka:
                  xact:
                    # ... existing config ...

                    # Plugin configuration
                    plugins:
                      enabled: true
                      config_path: "config/xact_plugins.yaml"

                  claimx:
                    # ... existing config ...

                    plugins:
                      enabled: true
                      config_path: "config/claimx_plugins.yaml"
                """);
        write("config/xact_plugins.yaml", "plugins: [{name: audit_logger}]");
        write("config/claimx_plugins.yaml", "plugins: [{name: task_trigger}]");
        assertThat(names()).containsExactlyInAnyOrder("audit_logger", "task_trigger");
        assertThat(runsIn("audit_logger", "claimx")).isFalse();
    }

    @Test
    void plugins_in_folders_below_plugins_config_load_and_one_class_serves_several() throws IOException {
        write("plugins/config/README.md", "# Plugins");
        write("plugins/config/task_trigger/config.yaml", TRIGGER);
        write("plugins/config/task_trigger/README.md", "# Task trigger");
        write("plugins/config/my_new_plugin/config.yaml", """
                name: "my_new_plugin"
                module: "kafka_pipeline.plugins.task_trigger"
                class: "TaskTriggerPlugin"
                enabled: true
                priority: 100
                config:
                  # Plugin configuration
                """);
        assertThat(names()).containsExactlyInAnyOrder("task_trigger", "my_new_plugin");
        write("plugins/config/task_trigger/config.yaml", TRIGGER.replace("enabled: true", "enabled: false"));
        assertThat(names()).containsExactly("my_new_plugin");
    }

    @Test
    void a_worker_can_have_no_plugins_or_those_of_another_directory() throws IOException {
        write("plugins/config/task_trigger/config.yaml", TRIGGER);
        write("config/claimx_config.yaml", """
                kafka:
                  claimx:
                    enrichment_worker:
                      processing:
                        plugins_dir: ""  # Empty string disables plugins
                """);
        assertThat(runsIn("task_trigger", "claimx")).isFalse();
        write("config/claimx_config.yaml", """
                kafka:
                  claimx:
                    enrichment_worker:
                      processing:
                        # Specify custom plugin directory
                        plugins_dir: "/custom/path/to/plugins"
                """);
        try (CapturedLog log = new CapturedLog()) {
            assertThat(runsIn("task_trigger", "claimx")).isFalse();
            assertThat(log.warnings())
                    .containsExactly("WARN Plugins directory not found | plugins_dir=/custom/path/to/plugins");
        }
    }

    /** The one line to change is the secret, which is too short. The original refused the whole section, and showed each plugin the secrets of all others. */
    @Test
    void a_chassis_main_file_names_and_configures_plugins_each_for_itself() throws IOException {
        write("custom_plugins/own/Greeter.java", GREETER);
        String file = """
                # config.yaml
                plugins:
                  directories:
                    - "./plugins"
                    - "./custom_plugins"

                  # Plugin-specific configuration
                  jwt-authentication:
                    jwt_secret: "your-secret-key"
                    jwt_algorithm: "HS256"
                    token_expiry: 3600

                  request-tracing:
                    correlation_header: "X-Correlation-ID"
                    timing_header: "X-Processing-Time"

                  custom-metrics:
                    collection_interval: 30
                    export_format: "prometheus"
                """;
        write("config.yaml", file);
        assertProblems("config.yaml:9: the secret for HS256 must be at least 32 bytes long, but is 15");
        write("config.yaml", file.replace("your-secret-key", "your-secret-key-of-32-bytes-or-more"));
        assertThat(names()).containsExactly("own", "jwt-authentication", "request-tracing", "custom-metrics");
        find().stream()
                .flatMap(candidate -> candidate.settings().stream())
                .filter(settings -> settings.name().equals("request-tracing"))
                .forEach(settings ->
                        assertThat(settings.config().keys()).containsExactly("correlation_header", "timing_header"));
    }
}
