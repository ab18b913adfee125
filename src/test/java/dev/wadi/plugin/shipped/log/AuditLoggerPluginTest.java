package dev.wadi.plugin.shipped.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.runtime.PluginDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLoggerPluginTest {

    private final RecordingEnvironment environment = new RecordingEnvironment("audit_logger");

    private final PluginFolder folder;

    AuditLoggerPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "audit_logger");
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private void run(String config, Map<String, Object> message) throws Exception {
        folder.load(config).execute(FakeContext.of("xact", "download_complete", message, environment));
    }

    @Test
    void logs_a_line_without_the_payload() throws Exception {
        run("log_level: INFO", Map.of("event_id", "e1", "event_type", "T", "project_id", "p1", "x", "canary"));
        assertThat(environment.logged())
                .containsExactly(
                        "INFO Audit | domain=xact stage=download_complete event_id=e1 event_type=T" + " project_id=p1");
    }

    @Test
    void the_payload_has_no_secrets() throws Exception {
        run(
                "log_level: warning\ninclude_payload: true",
                Map.of("token", "canary", "url", "https://b.example/x?sig=canary"));
        assertThat(environment.logged())
                .singleElement()
                .asString()
                .startsWith("WARNING Audit |")
                .contains("\"token\":\"***\"", "\"url\":\"https://b.example/x?***\"")
                .doesNotContain("canary");
    }

    @Test
    void an_error_has_no_secrets_either() throws Exception {
        folder.load("include_payload: false")
                .execute(FakeContext.failed(
                        "xact",
                        "error",
                        Map.of("retry_count", 2),
                        new IOException("GET https://b.example/x?sig=canary: 403"),
                        environment));
        assertThat(environment.logged())
                .singleElement()
                .asString()
                .endsWith("retry_count=2 error=\"GET https://b.example/x?*** 403\"");
    }

    /** A value can neither begin a line of its own in the log nor have another field put into its place. */
    @Test
    void values_stay_values() throws Exception {
        run("include_payload: true", Map.of("event_type", "a\nINFO forged", "note", "{event_type} {0} ${env:HOME}"));
        assertThat(environment.logged())
                .singleElement()
                .asString()
                .contains("event_type=a INFO forged")
                .contains("{event_type} {0} ${env:HOME}")
                .doesNotContain("\n");
    }

    @Test
    void a_long_payload_is_cut() throws Exception {
        run("include_payload: true", Map.of("a", "x".repeat(100_000)));
        assertThat(environment.logged()).singleElement().asString().hasSizeLessThan(17_000);
    }

    @Test
    void runs_late_and_at_every_stage() {
        PluginDefinition plugin = folder.define("enabled: true");
        assertThat(plugin.priority()).isEqualTo(1000);
        assertThat(plugin.stages()).isEmpty();
        assertThat(plugin.domains()).isEmpty();
    }

    @Test
    void a_wrong_level_has_its_message() {
        assertThat(folder.problems("log_level: loud"))
                .containsExactly("2: log_level must be one of debug, info, warning, error, but was 'loud'");
    }
}
