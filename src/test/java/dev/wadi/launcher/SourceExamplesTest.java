package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The YAML examples of the guide to connections, handlers and workers that Wadi follows: each loads as it is written, or
 * is refused with the line to change. Its examples of plugins are in the tests of plugins, its complete flow runs in
 * {@code ShortWorkersTest}.
 */
class SourceExamplesTest {

    private static final Map<String, String> VARIABLES = Map.of(
            "ENV_VAR",
            "secret",
            "API_TOKEN",
            "secret",
            "API_KEY",
            "secret",
            "BASIC_CREDS",
            "dTpw",
            "EXTERNAL_API_TOKEN",
            "secret",
            "EXTERNAL_TOKEN",
            "secret");

    private static final String BOTH_CONNECTIONS = """
            connections:
              external_api: { base_url: https://api.external.com }
              internal_service: { base_url: https://internal.example.com }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Reads the whole project as a start does, but for what needs Kafka. */
    private ProjectRoutes load() throws Exception {
        write("routes/error-handling.camel.yaml", Files.readString(Path.of("routes/error-handling.camel.yaml")));
        Variables variables = Variables.of(VARIABLES);
        ProjectRoutes routes = ProjectRoutes.find(home, List.of(), variables);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Wiring.Files files = Wiring.read(home, Settings.read(home, VARIABLES::get), variables, new Wiring.Owner() {
                @Override
                public <T extends AutoCloseable> T own(T part) {
                    parts.push(part);
                    return part;
                }
            });
            RouteReferences.check(routes.places(), files.connections(), files.stages());
        } finally {
            Pipeline.closeAll(parts);
        }
        for (var worker : routes.workers()) { // as Camel reads them
            PluginHelper.getRoutesLoader(new DefaultCamelContext())
                    .loadRoutes(ResourceHelper.fromString(worker.fileName(), worker.text()));
        }
        return routes;
    }

    private String text(String worker) throws Exception {
        return load().workers().stream()
                .filter(text -> text.worker().name().equals(worker))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void a_connection_with_all_its_fields() throws Exception {
        write("plugins/config/connections.yaml", """
                connections:
                  connection_name:
                    name: connection_name           # Unique identifier
                    base_url: https://api.example.com  # Base URL (no trailing slash)
                    auth_type: bearer               # none | bearer | api_key | basic
                    auth_token: ${ENV_VAR}          # Token/key (supports env vars)
                    auth_header: Authorization      # Header name (auto-detected by default)
                    timeout_seconds: 30             # Request timeout
                    max_retries: 3                  # Max retry attempts
                    retry_backoff_base: 2           # Backoff base (exponential)
                    retry_backoff_max: 60           # Max backoff between retries
                    headers:                        # Additional headers
                      User-Agent: MyApp/1.0
                      X-Custom: value
                """);
        assertThat(load().workers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth_type: bearer\nauth_token: ${API_TOKEN}\n",
                "auth_type: api_key\nauth_token: ${API_KEY}\nauth_header: X-API-Key  # Optional\n",
                "auth_type: basic\nauth_token: ${BASIC_CREDS}  # Base64\n",
                "auth_type: none\n"
            })
    void each_kind_of_credentials(String fields) throws Exception {
        write(
                "connections/connections.yaml",
                "connections:\n  my_api:\n    base_url: https://api.example.com\n" + fields.indent(4));
        assertThat(load().workers()).isEmpty();
    }

    private void writeWorker(String handlers) throws IOException {
        write("connections/connections.yaml", BOTH_CONNECTIONS);
        write("connections/workers.yaml", """
                workers:
                  worker_name:
                    input_topic: plugin.topic
                    consumer_group: worker_group
                    destination_connection: external_api
                    destination_path: /api/endpoint
                    enrichment_handlers:
                """ + handlers.indent(6));
    }

    @Test
    void each_handler_as_it_is_explained() throws Exception {
        writeWorker("""
                - type: transform
                  config:
                    mappings:
                      # output_field: input_field
                      event_id: event_id
                      project_name: task.project.name  # Nested access with dot notation
                      status: task_status
                    defaults:
                      priority: normal  # Set if not present
                      source: claimx
                - type: validation
                  config:
                    required_fields:
                      - event_id
                      - project_id
                    field_rules:
                      status:
                        allowed_values: [completed, verified, cancelled]
                      priority:
                        min: 1
                        max: 10
                    skip_if:
                      field: status
                      equals: cancelled  # Skip message if status is cancelled
                - type: lookup
                  config:
                    connection: internal_service      # Named connection to use
                    endpoint: /api/projects/{project_id}  # Supports path params
                    path_params:
                      project_id: project_id          # Field to use for param
                    query_params:
                      include: details                # Static query param
                      status: task_status             # Field reference
                    result_field: project_details     # Where to store result
                    cache_ttl: 300                    # Cache for 5 minutes
                - type: batching
                  config:
                    batch_size: 10                    # Batch size
                    batch_timeout_seconds: 5.0        # Or timeout (whichever comes first)
                    batch_field: items                # Field name for batch array
                """);
        assertThat(text("worker_name"))
                .contains(
                        "map.project_name: task.project.name",
                        "default.source: claimx",
                        "priority: { min: 1, max: 10 }",
                        "skip_if: { field: status, equals: cancelled }",
                        "lookup:internal_service/api/projects/{project_id}?cacheTtl=300"
                                + "&query.include={details:-details}&query.status={task_status:-task_status}",
                        "properties: { field: project_details }",
                        "completionSize: 10",
                        "completionTimeout: 5000");
    }

    @Test
    void a_handler_of_ones_own_by_its_module_and_class() throws Exception {
        writeWorker("""
                - type: my_module.handlers:CustomHandler
                  config:
                    custom_param: value
                """);
        assertThat(text("worker_name"))
                .contains("uri: handler:my_module.handlers:CustomHandler", "config.custom_param: value");
    }

    private static final String SCHEMA = """
            workers:
              worker_name:
                name: worker_name

                # Kafka config
                input_topic: plugin.topic
                consumer_group: worker_group
                batch_size: 100
                enable_auto_commit: false

                # Destination
                destination_connection: connection_name
                destination_path: /api/endpoint
                destination_method: POST  # GET, PUT, DELETE, etc.
                max_retries: 3

                # Optional result topics
                success_topic: plugin.topic.success
                error_topic: plugin.topic.errors
            """;

    @Test
    void a_worker_with_all_its_fields() throws Exception {
        write("plugins/config/connections.yaml", BOTH_CONNECTIONS.replace("external_api", "connection_name"));
        write("plugins/config/workers.yaml", SCHEMA);
        assertThat(text("worker_name"))
                .contains(
                        "kafka-ordered:plugin.topic\n",
                        "groupId: worker_group",
                        "maxPollRecords: 100",
                        "errorTopic: plugin.topic.errors",
                        "connection:connection_name/api/endpoint\n",
                        "method: POST",
                        "maxAttempts: 3",
                        "publish:plugin.topic.success?untilWritten=true\n");
    }

    /** The schema leaves the handlers' fields out as {@code {...}}: the lines to fill in are named. */
    @Test
    void a_worker_whose_handlers_are_only_hinted_at() throws IOException {
        write("plugins/config/workers.yaml", SCHEMA + """
                    # Enrichment pipeline
                    enrichment_handlers:
                      - type: transform
                        config: {...}
                      - type: validation
                        config: {...}
                      - type: lookup
                        config: {...}
                """);
        String file = home.resolve("plugins/config/workers.yaml").toString();
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ":23: config: {...} stands for fields that are left out. Write them here")
                .hasMessageContaining(file + ":25: config: {...}")
                .hasMessageContaining(file + ":27: config: {...}")
                .satisfies(thrown ->
                        assertThat(((ConfigException) thrown).problems()).hasSize(3));
    }

    @Test
    void a_worker_that_batches() throws Exception {
        write("connections/connections.yaml", BOTH_CONNECTIONS);
        write("connections/workers.yaml", """
                workers:
                  batch_event_worker:
                    input_topic: plugin.events
                    consumer_group: batch_worker

                    destination_connection: external_api
                    destination_path: /v1/events/batch
                    destination_method: POST

                    enrichment_handlers:
                      # Transform individual events
                      - type: transform
                        config:
                          mappings:
                            id: event_id
                            type: event_type
                            data: payload

                      # Batch them
                      - type: batching
                        config:
                          batch_size: 10              # Send 10 at a time
                          batch_timeout_seconds: 5.0  # Or after 5 seconds
                          batch_field: events         # {"events": [...]}
                """);
        assertThat(text("batch_event_worker"))
                .contains("name: batchEventWorkerEvents", "properties: { field: events }", "completionSize: 10");
    }

    @Test
    void the_sizes_and_times_that_are_recommended() throws Exception {
        for (String config :
                Set.of("batch_size: 50\nbatch_timeout_seconds: 1.0", "batch_size: 5\nbatch_timeout_seconds: 10.0")) {
            writeWorker("- type: batching\n  config:\n" + config.indent(4));
            assertThat(text("worker_name"))
                    .contains("completionSize: " + config.replaceAll("\\D*(\\d+)\\n(?s:.*)", "$1"));
        }
        writeWorker("""
                - type: lookup
                  config:
                    connection: internal_service
                    endpoint: /api
                    cache_ttl: 600  # Cache longer to reduce API calls
                """);
        assertThat(text("worker_name")).contains("cacheTtl=600");
    }

    @Test
    void a_connection_that_is_missing_is_named_with_the_line_that_names_it() throws IOException {
        write("connections/workers.yaml", SCHEMA);
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessage(home.resolve("connections/workers.yaml")
                        + ":12: no connection named 'connection_name'. Connections: none");
    }

    /** The original commits by itself then, and loses what a crash finds in flight. */
    @Test
    void committing_by_itself_is_refused_with_the_reason() throws IOException {
        write("connections/workers.yaml", SCHEMA.replace("enable_auto_commit: false", "enable_auto_commit: true"));
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(home.resolve("connections/workers.yaml")
                        + ":9: enable_auto_commit can't be true: offsets would be committed before");
    }
}
