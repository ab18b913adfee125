package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator got wrong: told in a line each, with place and remedy, and the process ends with 2. */
final class BadInputTest {

    private static final String INGEST = "routes/claimx/ingest.camel.yaml";
    private static final String PHOTO = "routes/workers/photo.camel.yaml";

    /** All of these are refused before anything is consumed, so that the tests can share a broker. */
    private final TestKafka kafka = TestKafka.get();

    private final Map<String, String> environment = new HashMap<>(Scene.variables("http://127.0.0.1:1"));
    private ProjectCopy project;
    private @Nullable WadiProcess process;

    @BeforeEach
    void copy(@TempDir Path folder) {
        project = ProjectCopy.in(folder);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.settings().bootstrapServers());
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void a_route_that_is_no_yaml() {
        project.edit(INGEST, "      steps:", "      steps: [");
        assertThat(refused("run"))
                .containsExactly(project.place(INGEST, "- process") + ": is not valid YAML: expected the node content,"
                        + " but found '-'");
    }

    @Test
    void an_unknown_key_in_a_route() {
        project.edit(PHOTO, "    description: Maps", "    descriptoin: Maps");
        assertThat(refused("run"))
                .containsExactly(project.place(PHOTO, "descriptoin")
                        + ": unknown key 'descriptoin'. Possible are the keys and steps of Camel's YAML DSL");
    }

    @Test
    void an_unknown_key_in_a_beans_configuration() {
        project.edit(PHOTO, "required_fields:", "require_fields:");
        assertThat(refused("run"))
                .containsExactly(project.place(PHOTO, "require_fields")
                        + ": unknown field 'require_fields'. Did you mean 'required_fields'?");
    }

    @Test
    void an_unknown_option_of_an_endpoint() {
        project.edit(PHOTO, "maxInFlight: 32", "maxInFligt: 3");
        assertThat(refused("run"))
                .containsExactly(project.place(PHOTO, "maxInFligt")
                        + ": kafka-ordered:plugin.photo_tasks has no option 'maxInFligt'. Did you mean 'maxInFlight'?");
    }

    @Test
    void an_option_with_a_value_of_the_wrong_kind() {
        project.edit(PHOTO, "maxInFlight: 32", "maxInFlight: many");
        assertThat(refused("run"))
                .containsExactly(project.place(PHOTO, "maxInFlight")
                        + ": the option 'maxInFlight' of kafka-ordered:plugin.photo_tasks can't be 'many'");
    }

    @Test
    void connections_and_stages_that_do_not_exist_all_at_once() {
        project.edit(INGEST, "stage:event_ingest", "stage:event_injest")
                .edit(PHOTO, "lookup:internal_service/", "lookup:internal_servic/")
                .edit(PHOTO, "connection:external_api/", "connection:nowhere/");
        assertThat(refused("run"))
                .containsExactly(
                        project.place(INGEST, "event_injest") + ": stage:event_injest names no stage. Did you mean"
                                + " 'event_ingest'? Known stages: event_ingest, enrichment_queued, enrichment_complete,"
                                + " entity_write, download_queued, download_complete, upload_complete, retry, dlq,"
                                + " error (more can be declared as wadi.stages in application.properties)",
                        project.place(PHOTO, "internal_servic/")
                                + ": no connection named 'internal_servic'. Did you mean 'internal_service'?",
                        project.place(PHOTO, "connection:nowhere") + ": no connection named 'nowhere'. Connections:"
                                + " claimx_api, external_api, internal_service, webhook_receiver");
    }

    @Test
    void a_bean_that_does_not_exist() {
        project.edit(INGEST, "ref: claimxEvent", "ref: claimxEvnt");
        assertThat(refused("run"))
                .containsExactly(project.place(INGEST, "claimxEvnt")
                        + ": there is no bean named 'claimxEvnt'. A route file declares its own below 'beans:'");
    }

    @Test
    void a_component_that_does_not_exist() {
        project.edit(INGEST, "publish:", "publsh:");
        assertThat(refused("run"))
                .containsExactly(
                        project.place(INGEST, "publsh:") + ": there is no component 'publsh'. Did you mean 'publish'?");
    }

    @Test
    void an_unknown_key_in_a_plugins_file() {
        String file = "plugins/task_trigger/config.yaml";
        project.edit(file, "include_task_data", "include_taks_data");
        assertThat(refused("run"))
                .containsExactly(project.place(file, "include_taks_data")
                        + ": unknown field 'include_taks_data'. Did you mean 'include_task_data'?");
    }

    @Test
    void a_variable_that_is_not_set() {
        environment.remove("WEBHOOK_URL");
        assertThat(refused("run"))
                .containsExactly(project.place("connections/webhook_receiver.yaml", "base_url")
                        + ": the variable 'WEBHOOK_URL' is not set. Set it in the environment, or give a default:"
                        + " ${WEBHOOK_URL:-value}");
    }

    @Test
    void an_unknown_setting() {
        project.edit("application.properties", "wadi.management.port=", "wadi.managment.port=");
        assertThat(refused("run"))
                .containsExactly("application.properties: unknown setting 'wadi.managment.port'. Did you mean"
                        + " 'wadi.management.port'?");
    }

    @Test
    void a_management_port_that_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("WADI_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));
            assertThat(refused("run"))
                    .containsExactly("127.0.0.1:" + taken.getLocalPort() + ": the port is taken or can't be listened on"
                            + " (Address already in use). Choose another one with --management-port or"
                            + " wadi.management.port");
        }
    }

    @Test
    void a_broker_port_that_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("WADI_BROKER_PORT", Integer.toString(taken.getLocalPort()));
            assertThat(refused("run", "--embedded-broker"))
                    .containsExactly("127.0.0.1:" + taken.getLocalPort() + ": the port for the embedded broker is"
                            + " taken. Stop what listens there, choose another one with --broker-port, or use that"
                            + " broker: KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void a_fault_in_a_route_stops_an_embedded_broker_that_runs_already() {
        environment.put("WADI_BROKER_PORT", Integer.toString(FreePorts.next()));
        environment.put("WADI_BROKER_CONTROLLER_PORT", Integer.toString(FreePorts.next()));
        project.edit(PHOTO, "maxInFlight: 32", "maxInFlight: 0");
        assertThat(refused("run", "--embedded-broker"))
                .containsExactly(project.place(PHOTO, "kafka-ordered:plugin.photo_tasks")
                        + ": kafka-ordered:plugin.photo_tasks: maxInFlight must be at least 1, but was 0");
    }

    @Test
    void a_broker_that_does_not_answer() {
        String nobody = "127.0.0.1:" + FreePorts.next();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", nobody);
        assertThat(refused("run"))
                .containsExactly(nobody + ": no Kafka broker answers there. Start one, set KAFKA_BOOTSTRAP_SERVERS to"
                        + " where one runs, or use --embedded-broker");
    }

    @Test
    void no_word_about_where_kafka_is() {
        environment.remove("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(refused("run"))
                .containsExactly("KAFKA_BOOTSTRAP_SERVERS: the variable is not set. Set it to where Kafka runs"
                        + " (host:port), or use --embedded-broker");
    }

    @Test
    void an_address_of_kafka_that_is_none() {
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "nonsense");
        assertThat(refused("run"))
                .containsExactly("KAFKA_BOOTSTRAP_SERVERS: must be host:port[,host:port...], such as 127.0.0.1:9092,"
                        + " but was 'nonsense'");
    }

    @Test
    void an_unknown_log_level() {
        environment.put("LOG_LEVEL", "LOUD");
        assertThat(refused("run"))
                .containsExactly("LOG_LEVEL: 'LOUD' is no log level. Possible are DEBUG, INFO, WARN, ERROR");
    }

    @Test
    void a_choice_of_routes_that_matches_none() {
        assertThat(refused("run", "--routes", "claimx/enrch.camel.yaml"))
                .containsExactly("--routes: no route file matches 'claimx/enrch.camel.yaml'. Did you mean"
                        + " 'claimx/enrich.camel.yaml'?");
    }

    @Test
    void a_choice_of_routes_that_leaves_out_one_that_they_call() {
        assertThat(refused("run", "--routes", "claimx/enrich.camel.yaml"))
                .containsExactly(project.place("routes/claimx/enrich.camel.yaml", "direct:claimx-ask")
                        + ": no route that runs begins with direct:claimx-ask. Routes begin with: none");
    }

    @Test
    void an_unknown_option_of_the_command() {
        assertThat(refused("run", "--embeded-broker"))
                .containsExactly("Unknown option: '--embeded-broker'", "Possible solutions: --embedded-broker");
    }

    @Test
    void a_port_that_is_none() {
        assertThat(refused("run", "--management-port", "99999"))
                .containsExactly("--management-port: must be a port from 0 to 65535, but was 99999");
    }

    /** Runs until the process has ended by itself; returns what it printed beside its start's information. */
    private List<String> refused(String... arguments) {
        WadiProcess wadi = WadiProcess.start(project.folder(), environment, List.of(arguments));
        process = wadi;
        int exitCode = wadi.exitCode();
        assertThat(exitCode).as(String.join("\n", wadi.output())).isEqualTo(2);
        return wadi.output().stream()
                .filter(line -> !line.matches("[0-9:.]+ INFO .*"))
                .toList();
    }
}
