package dev.wadi.plugin.shipped.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TraceParentTest {

    private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void reads_a_valid_header() {
        assertThat(TraceParent.parse(VALID))
                .contains(new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01"));
        assertThat(TraceParent.parse("cc" + VALID.substring(2) + "-what-the-future-brings"))
                .map(TraceParent::header)
                .contains(VALID);
    }

    @Test
    void refuses_what_is_not_valid() {
        for (String header : List.of(
                "",
                "ff" + VALID.substring(2),
                VALID + "-more",
                VALID.toUpperCase(Locale.ROOT),
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                VALID + "\n")) {
            assertThat(TraceParent.parse(header)).as(header).isEmpty();
        }
    }

    @Test
    void what_it_makes_is_valid_and_new() {
        TraceParent one = TraceParent.begin();
        assertThat(TraceParent.parse(one.header())).contains(one);
        assertThat(TraceParent.begin().traceId()).isNotEqualTo(one.traceId());
        assertThat(one.child().traceId()).isEqualTo(one.traceId());
        assertThat(one.child().spanId()).isNotEqualTo(one.spanId());
    }
}
