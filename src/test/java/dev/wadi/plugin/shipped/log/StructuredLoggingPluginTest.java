package dev.wadi.plugin.shipped.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.json.Json;
import dev.wadi.plugin.spi.event.PluginEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructuredLoggingPluginTest {

    private static final PluginEvent COMPLETED = new PluginEvent(
            "request.completed",
            Map.of("status", 200, "token", "canary", "url", "https://b.example/x?sig=canary"),
            "request_tracing",
            Instant.parse("2026-01-10T12:34:56.123456Z"),
            "abc-1");

    private final RecordingEnvironment environment = new RecordingEnvironment("structured_logging");
    private final PluginFolder folder;
    private final Path file;

    StructuredLoggingPluginTest(@TempDir Path plugins, @TempDir Path logs) {
        folder = new PluginFolder(plugins, "structured_logging");
        file = logs.resolve("deep/er/audit.log");
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private StructuredLoggingPlugin started(String config) throws IOException {
        StructuredLoggingPlugin plugin = (StructuredLoggingPlugin) folder.load(config);
        plugin.onLoad(environment);
        plugin.onStart();
        plugin.eventSubscriptions()
                .forEach((type, listener) -> environment.events().subscribe(type, listener));
        return plugin;
    }

    /** The original subscribed to nine kinds of events and received none. */
    @Test
    void writes_each_event_it_listens_to_as_json_into_the_file() throws IOException {
        StructuredLoggingPlugin plugin = started("log_file_path: " + file);
        environment.happens(COMPLETED);
        plugin.onStop();
        assertThat(Files.readAllLines(file)).singleElement().satisfies(line -> assertThat(
                        Json.object(line.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "timestamp", "2026-01-10T12:34:56.123456Z",
                        "level", "info",
                        "event", "request.completed",
                        "source", "request_tracing",
                        "correlation_id", "abc-1",
                        "data", Map.of("status", 200, "token", "***", "url", "https://b.example/x?***"))));
    }

    @Test
    void listens_to_the_nine_of_the_source_and_to_wadi_s_own() {
        StructuredLoggingPlugin plugin = (StructuredLoggingPlugin) folder.load("log_format: json");
        assertThat(plugin.eventSubscriptions().keySet())
                .contains(
                        "request.completed",
                        "request.failed",
                        "service.registered",
                        "service.unregistered",
                        "plugin.started",
                        "plugin.stopped",
                        "auth.login",
                        "auth.logout",
                        "auth.failed")
                .contains("circuit.opened", "record.dead", "plugin.quarantined", "config.reloaded");
        assertThat(((StructuredLoggingPlugin) folder.load("audit_enabled: false")).eventSubscriptions())
                .containsOnlyKeys(
                        "request.completed", "request.failed", "circuit.opened", "circuit.closed", "record.dead");
    }

    /** The original wrote a literal {@code %f} where the fraction of the second belongs. */
    @Test
    void as_text_the_time_has_its_microseconds_and_there_is_one_line() throws IOException {
        StructuredLoggingPlugin plugin = started("log_format: text\nlog_file_path: " + file);
        environment.happens(new PluginEvent(
                "auth.failed",
                Map.of("reason", "a\nb"),
                "jwt_authentication",
                Instant.parse("2026-01-10T12:34:56.000007Z"),
                ""));
        plugin.onStop();
        assertThat(Files.readAllLines(file))
                .containsExactly("2026-01-10T12:34:56.000007Z WARNING auth.failed source=jwt_authentication"
                        + " reason=\"a\\nb\"");
    }

    @Test
    void without_a_file_writes_to_the_log() throws IOException {
        started("log_format: text");
        environment.happens(COMPLETED);
        assertThat(environment.logged())
                .singleElement()
                .asString()
                .startsWith("INFO 2026-01-10T12:34:56.123456Z INFO request.completed")
                .doesNotContain("canary");
    }

    @Test
    void appends_to_what_is_there_and_begins_anew_past_a_size() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "before\n");
        try (LogFile log = new LogFile(file, 20)) {
            log.append("0123456789");
            log.append("next");
        }
        assertThat(Files.readString(file)).isEqualTo("next\n");
        assertThat(Files.readString(file.resolveSibling("audit.log.1"))).isEqualTo("before\n0123456789\n");
    }

    @Test
    void after_the_stop_nothing_is_written() throws IOException {
        StructuredLoggingPlugin plugin = started("log_file_path: " + file);
        plugin.onStop();
        environment.happens(COMPLETED);
        assertThat(Files.readString(file)).isEmpty();
        assertThat(environment.logged()).isEmpty();
    }

    @Test
    void each_mistake_has_its_message() {
        assertThat(folder.problems("log_format: xml\nmax_file_size_mb: 0\naudit: true"))
                .isEqualTo(List.of(
                        "4: unknown field 'audit'. Known fields: audit_enabled, log_file_path, log_format, max_file_size_mb",
                        "2: log_format must be json or text, but was 'xml'",
                        "3: max_file_size_mb must be at least 1, but was 0"));
    }
}
