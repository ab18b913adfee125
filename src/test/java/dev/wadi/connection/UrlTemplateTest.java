package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlTemplateTest {

    @Test
    void puts_a_field_into_its_segment() {
        assertThat(expand("export/project/{project.id}/x", Map.of("project", Map.of("id", 481516))))
                .isEqualTo("/export/project/481516/x");
    }

    @Test
    void encodes_a_value_as_one_segment() {
        assertThat(expand("/a/{b}", Map.of("b", "../x?y=ü &#"))).isEqualTo("/a/..%2Fx%3Fy%3D%C3%BC%20%26%23");
    }

    @Test
    void writes_a_decimal_number_plainly() {
        assertThat(expand("/a/{b}", Map.of("b", new BigDecimal("1E+3")))).isEqualTo("/a/1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", " "})
    void refuses_a_value_that_is_no_segment(String value) {
        assertThatThrownBy(() -> expand("/a/{b}", Map.of("b", value)))
                .isInstanceOf(Failure.class)
                .hasMessage("Path parameter 'b' must not be '" + value + "'");
    }

    @Test
    void a_missing_field_of_the_path_is_the_payloads_fault() {
        assertThatThrownBy(() -> expand("/a/{b.c}", Map.of("b", "x")))
                .isInstanceOf(Failure.class)
                .hasMessage("Path parameter 'b.c' not found: the body has no such field");
    }

    @Test
    void leaves_out_a_query_parameter_without_a_value() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("full", "true");
        query.put("mediaIds", "{media_ids}");
        query.put("since", "{since}");

        assertThat(UrlTemplate.parse("/a", query).expand(Map.of("media_ids", List.of(1, 2))))
                .isEqualTo("/a?full=true&mediaIds=1%2C2");
    }

    /** In the original an empty text or a 0 was taken for a field that is not there. */
    @Test
    void empty_texts_and_zeros_are_values() {
        assertThat(UrlTemplate.parse("/a/{n}", Map.of("s", "{s}")).expand(Map.of("n", 0, "s", "")))
                .isEqualTo("/a/0?s=");
    }

    @Test
    void a_text_stands_in_for_a_field_that_is_absent_or_null() {
        Map<String, String> query = Map.of("status", "{status:-a b}");
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("status", null);

        assertThat(UrlTemplate.parse("/a/{id:-x/y}", query).expand(none)).isEqualTo("/a/x%2Fy?status=a%20b");
        assertThat(UrlTemplate.parse("/a/{id:-}", query).hasPathOf(none)).isTrue();
        assertThat(UrlTemplate.parse("/a/{id:-x}", query).expand(Map.of("id", 1, "status", "")))
                .isEqualTo("/a/1?status=");
    }

    @Test
    void knows_whether_a_body_has_the_fields_of_the_path() {
        UrlTemplate template = UrlTemplate.parse("/a/{b}/{c.d}", Map.of("q", "{q}"));

        assertThat(template.hasPathOf(Map.of("b", "", "c", Map.of("d", 0)))).isTrue();
        assertThat(template.hasPathOf(Map.of("b", 1))).isFalse();
        assertThat(template.hasPathOf("text")).isFalse();
    }

    /** Ten bytes of JSON that would be a gigabyte of zeros, if they were written out. */
    @Test
    void a_number_with_a_huge_exponent_is_refused() {
        assertThatThrownBy(() -> expand("/a/{b}", Map.of("b", new BigDecimal("1e999999999"))))
                .isInstanceOf(Failure.class)
                .hasMessage("Path parameter 'b' must be a text or a number of at most 100 places");
    }

    private static String expand(String path, Map<String, Object> body) {
        return UrlTemplate.parse(path, Map.of()).expand(body);
    }
}
