package dev.wadi.plugin.shipped.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.fake.FakePluginConnection;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions {@code send_email} and {@code create_claimx_task}. */
class RequestActionsTest {

    private static final ActionOrigin ORIGIN =
            new ActionOrigin("task_trigger", "claimx", "enrichment_complete", "e1", "T", "p1", "key-1");

    private final RecordingEnvironment environment = new RecordingEnvironment("requests");
    private final Path plugins;

    RequestActionsTest(@TempDir Path plugins) {
        this.plugins = plugins;
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private void carryOut(String kind, String connection, Map<String, Object> params) throws Exception {
        Plugin plugin = new PluginFolder(plugins, kind).load("connection: " + connection);
        plugin.onLoad(environment);
        environment
                .action(kind)
                .carryOut(new PluginAction.Custom(kind, params), ORIGIN)
                .toCompletableFuture()
                .join();
    }

    private FakePluginConnection connection(String name, String answer) {
        FakePluginConnection connection = new FakePluginConnection(name, call -> answer);
        environment.with(connection);
        return connection;
    }

    @Test
    void an_email_is_posted_with_what_it_is_about() throws Exception {
        FakePluginConnection service = connection("email_service", "");
        carryOut(
                "send_email",
                "email_service",
                Map.of(
                        "to",
                        "ops@example.com",
                        "subject",
                        "Hello",
                        "body",
                        "<b>x</b>",
                        "html",
                        true,
                        "cc",
                        List.of("a", "b")));
        assertThat(service.calls()).singleElement().satisfies(call -> {
            assertThat(call.line()).isEqualTo("POST /send");
            assertThat(call.headers()).containsExactly(Map.entry("Idempotency-Key", "key-1"));
            assertThat(call.body())
                    .isEqualTo(Map.of(
                            "to",
                            List.of("ops@example.com"),
                            "subject",
                            "Hello",
                            "content",
                            "<b>x</b>",
                            "content_type",
                            "text/html",
                            "cc",
                            List.of("a", "b"),
                            "metadata",
                            Map.of(
                                    "event_id", "e1",
                                    "event_type", "T",
                                    "project_id", "p1",
                                    "domain", "claimx",
                                    "stage", "enrichment_complete")));
        });
    }

    @Test
    void an_email_by_a_template_needs_no_text() throws Exception {
        FakePluginConnection service = connection("email_service", "");
        carryOut(
                "send_email",
                "email_service",
                Map.of("to", List.of("a"), "template_id", "t1", "template_data", Map.of("x", 1), "reply_to", "r"));
        assertThat(((Map<?, ?>) Objects.requireNonNull(
                                service.calls().getFirst().body()))
                        .keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("to", "template_id", "template_data", "reply_to", "metadata");
    }

    /** The original logged an error and went on: the e-mail was never sent, and nobody could send it later. */
    @Test
    void a_missing_parameter_fails_the_action() {
        FakePluginConnection service = connection("email_service", "");
        assertThatThrownBy(() -> carryOut("send_email", "email_service", Map.of("subject", "x", "body", "y")))
                .hasMessage("send_email needs the parameter 'to'");
        assertThatThrownBy(() -> carryOut("send_email", "email_service", Map.of("to", "a", "subject", "x")))
                .hasMessage("send_email needs the parameter 'body'");
        assertThatThrownBy(() -> carryOut(
                        "send_email", "email_service", Map.of("to", "a", "subject", "x", "body", "y", "bodi", "z")))
                .hasMessageStartingWith("send_email knows no parameter 'bodi'. Possible: bcc, body,");
        connection("claimx_api", "");
        assertThatThrownBy(() ->
                        carryOut("create_claimx_task", "claimx_api", Map.of("task_type", "t", "task_data", Map.of())))
                .hasMessage("create_claimx_task needs the parameter 'project_id' or 'claim_number'");
        assertThatThrownBy(
                        () -> carryOut("create_claimx_task", "claimx_api", Map.of("project_id", 1, "task_type", "t")))
                .hasMessage("create_claimx_task needs the parameter 'task_data'");
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void a_call_that_fails_fails_the_action() {
        environment.with(new FakePluginConnection("email_service", call -> {
            throw new IllegalStateException("503");
        }));
        assertThatThrownBy(
                        () -> carryOut("send_email", "email_service", Map.of("to", "a", "subject", "x", "body", "y")))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("503");
    }

    @Test
    void a_task_is_made_in_the_project_that_is_named() throws Exception {
        FakePluginConnection claimx = connection("claimx_api", "");
        carryOut(
                "create_claimx_task",
                "claimx_api",
                Map.of("project_id", 42, "task_type", "PHOTO", "task_data", Map.of("a", 1), "sender_username", "bob"));
        assertThat(claimx.calls()).singleElement().satisfies(call -> {
            assertThat(call.line()).isEqualTo("POST /import/project/actions");
            assertThat(call.headers()).containsEntry("Idempotency-Key", "key-1");
            assertThat(call.body())
                    .isEqualTo(Map.of(
                            "projectId",
                            42,
                            "usePrimaryContactAsSender",
                            true,
                            "type",
                            "PHOTO",
                            "data",
                            Map.of("a", 1),
                            "senderUserName",
                            "bob"));
        });
    }

    @Test
    void a_claim_number_is_looked_up_first() throws Exception {
        for (String answer : List.of("42", "{\"projectId\":42}", "{\"id\":42}")) {
            FakePluginConnection claimx =
                    new FakePluginConnection("claimx_api", call -> call.method().equals("GET") ? answer : "");
            environment.with(claimx);
            carryOut(
                    "create_claimx_task",
                    "claimx_api",
                    Map.of("claim_number", "A/1 &x", "task_type", "PHOTO", "task_data", Map.of("a", 1)));
            assertThat(claimx.calls())
                    .extracting(FakePluginConnection.Call::line)
                    .containsExactly(
                            "GET /export/project/projectId?projectNumber=A%2F1+%26x", "POST /import/project/actions");
            assertThat((Map<?, ?>) claimx.calls().getLast().body())
                    .extracting("projectId")
                    .isEqualTo(42);
        }
    }

    @Test
    void a_claim_number_that_claimx_does_not_know_fails_the_action() {
        FakePluginConnection claimx = connection("claimx_api", "{}");
        assertThatThrownBy(() -> carryOut(
                        "create_claimx_task",
                        "claimx_api",
                        Map.of("claim_number", "A", "task_type", "PHOTO", "task_data", Map.of("a", 1))))
                .hasRootCauseMessage("ClaimX knows no project for the claim number that create_claimx_task was given");
        assertThat(claimx.calls()).hasSize(1);
    }

    @Test
    void the_connection_must_be_named_and_exist() {
        assertThat(new PluginFolder(plugins, "send_email").problems("path: /x"))
                .containsExactly("2: the field 'connection' is missing");
        assertThat(new PluginFolder(plugins.resolve("other"), "create_claimx_task").problems("connection: claimx_apj"))
                .containsExactly("2: the connection 'claimx_apj' is not in connections/. Did you mean 'claimx_api'?");
    }
}
