package dev.wadi.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.record.Header;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFieldsTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static @Nullable Object traceOf(String value, Header... headers) {
        SourceRecord source =
                new SourceRecord("a", 0, 0, 0, null, value.getBytes(StandardCharsets.UTF_8), List.of(headers));
        return new LogFields().ids(source).inOrder().get(LogFields.TRACE_ID);
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_trace_is_that_of_the_w3c_header_before_any_other() {
        Header parent = header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        Header own = header("trace_id", "of-header");
        String body = "{\"trace_id\":\"of-body\"}";

        assertThat(traceOf(body, parent, own)).isEqualTo(TRACE);
        assertThat(traceOf(body, header("traceparent", "garbage"), own)).isEqualTo("of-header");
        assertThat(traceOf(body)).isEqualTo("of-body");
        assertThat(traceOf("no json")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"claimx-enrich,claimx", "xact-download-retry,xact", "workers-photo,", "alone,"})
    void the_domain_of_a_record_is_its_route_s_folder(String route, String domain) {
        FakeRecordHandle record = new FakeRecordHandle(route, "a", 0, "{}");

        assertThat(new LogFields().record(record).inOrder().get(LogFields.DOMAIN))
                .isEqualTo(domain);
    }

    @Test
    void what_is_said_first_stays() {
        FakeRecordHandle record = new FakeRecordHandle("claimx-enrich", "a", 0, "{\"event_id\":\"raw\"}");

        assertThat(new LogFields().event("parsed").stage("").record(record).inOrder())
                .containsEntry("event_id", "parsed")
                .doesNotContainKey("stage");
    }
}
