package dev.wadi.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.json.Json;
import dev.wadi.plugin.spi.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WadiLayoutTest {

    private static final String PATTERN = "%-5level %-12logger{1} %msg%n%throwable{short.message}";

    private final LogSubject subject = fields -> fields.event("evt-1")
            .domain("claimx")
            .stage("enrichment_complete")
            .plugin("audit")
            .put(LogFields.WORKER, "claimx-enrich");

    private static String write(String format, Message message, @Nullable Throwable thrown) {
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("dev.wadi.plugin.audit")
                .setLevel(Level.INFO)
                .setThreadName("wadi-1")
                .setTimeMillis(1)
                .setMessage(message)
                .setThrown(thrown)
                .build();
        return WadiLayout.of(new DefaultConfiguration(), format, PATTERN).toSerializable(event);
    }

    private static Map<String, @Nullable Object> json(Message message, @Nullable Throwable thrown) {
        String line = write("json", message, thrown);
        assertThat(line).endsWith("\n");
        assertThat(line.trim().lines()).hasSize(1);
        return Json.object(line.getBytes(StandardCharsets.UTF_8));
    }

    private static LineMessage line(String message, Object... context) {
        return new LineMessage(LogLine.of(message, context));
    }

    @Test
    void json_has_the_line_what_it_is_about_and_the_author_s_values_as_they_are() {
        Map<String, Object> written = new LinkedHashMap<>();
        LogScope.about(subject, () -> written.putAll(json(line("Done", "count", 3, "tags", List.of("a")), null)));

        assertThat(Json.text(written))
                .isEqualTo(
                        "{\"time\":\"1970-01-01T00:00:00.001Z\",\"level\":\"INFO\",\"logger\":\"dev.wadi.plugin.audit\","
                                + "\"thread\":\"wadi-1\",\"message\":\"Done\",\"event_id\":\"evt-1\",\"plugin\":\"audit\","
                                + "\"stage\":\"enrichment_complete\",\"worker\":\"claimx-enrich\",\"domain\":\"claimx\","
                                + "\"count\":3,\"tags\":[\"a\"]}");
    }

    @Test
    void an_author_s_value_never_takes_the_place_of_the_line_s_own() {
        assertThat(json(line("Done", "level", "high", "message", "other", "time", 5), null))
                .containsEntry("level", "INFO")
                .containsEntry("level_", "high")
                .containsEntry("message", "Done")
                .containsEntry("message_", "other")
                .containsEntry("time_", 5);
    }

    @Test
    void json_has_an_exception_s_type_message_and_stack() {
        Object exception = json(new SimpleMessage("Failed"), new IllegalStateException("broken", new Error("why")))
                .get("exception");

        assertThat(exception).asString().contains("type=java.lang.IllegalStateException, message=broken, stack=");
        assertThat(exception)
                .asString()
                .contains("at dev.wadi.log.WadiLayoutTest.")
                .contains("Caused by: java.lang.Error: why");
    }

    @Test
    void text_says_what_a_line_is_about_unless_the_message_does() {
        StringBuilder text = new StringBuilder();
        LogScope.about(subject, () -> text.append(write("text", line("Done for evt-1", "count", 3), null)));

        assertThat(text)
                .hasToString("INFO  audit        Done for evt-1 | count=3"
                        + " {plugin=audit stage=enrichment_complete worker=claimx-enrich}\n");
    }

    @Test
    void text_that_is_about_nothing_is_as_it_ever_was() {
        assertThat(write("", new SimpleMessage("3 routes run"), null)).isEqualTo("INFO  audit        3 routes run\n");
    }

    @Test
    void in_text_an_author_s_exception_has_its_stack_and_one_of_our_own_a_line() {
        Exception thrown = new IllegalStateException("broken");

        assertThat(write("text", line("Failed"), thrown))
                .containsOnlyOnce("broken")
                .startsWith("INFO  audit        Failed\njava.lang.IllegalStateException: broken\n\tat dev.wadi.");
        assertThat(write("text", new SimpleMessage("Failed"), thrown)).isEqualTo("INFO  audit        Failed\nbroken\n");
    }

    @Test
    void an_exception_that_can_not_be_printed_costs_no_line() {
        Exception broken = new IllegalStateException("CANARY") {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no");
            }
        };

        assertThat(write("text", line("Failed"), broken)).contains("Failed", "can't be printed");
        assertThat(write("json", new SimpleMessage("Failed"), broken)).contains("Failed", "can't be printed");
    }

    @Test
    void a_value_can_not_forge_a_line() {
        assertThat(write("text", new SimpleMessage("a\r\nERROR forged\u001b[2J"), null))
                .isEqualTo("INFO  audit        a\n    ERROR forged [2J\n");
        assertThat(json(new SimpleMessage("a\nb"), null)).containsEntry("message", "a\nb");
    }

    @Test
    void a_record_says_its_worker_its_domain_its_ids_and_where_it_came_in() {
        FakeRecordHandle record = new FakeRecordHandle(
                "claimx-enrich", "claimx.events.raw", 7, "{\"event_id\":\"evt-9\",\"trace_id\":\"t-1\"}");
        Map<String, Object> written = new LinkedHashMap<>();

        LogScope.about(record, () -> written.putAll(json(new SimpleMessage("x"), null)));

        assertThat(written)
                .containsEntry("event_id", "evt-9")
                .containsEntry("worker", "claimx-enrich")
                .containsEntry("domain", "claimx")
                .containsEntry("trace_id", "t-1");
        assertThat(written.get("origin")).hasToString("{topic=claimx.events.raw, partition=0, offset=7}");
    }

    @Test
    void no_secret_passes_in_either_form() {
        Exception thrown = new IllegalStateException(
                "https://h/a?sig=CANARY", new IllegalArgumentException("Authorization: Bearer CANARY"));
        LineMessage message = line(
                "asked https://u:CANARY@h/a?X-Amz-Signature=CANARY",
                "api_key",
                "CANARY CANARY",
                "nested",
                Map.of("password", "CANARY\"CANARY"),
                "url",
                "https://h/?token=CANARY");
        LogSubject leaky = fields -> fields.event("token=CANARY");
        for (String format : List.of("text", "json")) {
            StringBuilder written = new StringBuilder();
            LogScope.about(leaky, () -> written.append(write(format, message, thrown)));
            assertThat(written).contains("***").doesNotContain("CANARY");
        }
    }

    @Test
    void what_is_enormous_is_cut() {
        char[] many = new char[100_000];
        Arrays.fill(many, 'x');

        assertThat(write("json", new SimpleMessage(new String(many)), null)).hasSizeLessThan(20_000);
    }

    @Test
    void a_subject_that_fails_costs_no_line() {
        LogSubject broken = fields -> {
            throw new IllegalStateException("no");
        };
        StringBuilder written = new StringBuilder();
        LogScope.about(broken, () -> written.append(write("text", new SimpleMessage("x"), null)));

        assertThat(written).contains("x {context_error=java.lang.IllegalStateException: no}");
    }
}
