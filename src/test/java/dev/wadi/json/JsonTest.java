package dev.wadi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.record.PayloadFailure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> Json.object(utf8(text)))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void reads_an_object_as_plain_java_in_the_order_of_its_fields() {
        assertThat(Json.object(utf8("{\"b\":1,\"a\":[true,null,\"x\"],\"c\":{\"d\":9999999999}}")))
                .containsExactly(
                        Map.entry("b", 1),
                        Map.entry("a", Arrays.asList(true, null, "x")),
                        Map.entry("c", Map.of("d", 9_999_999_999L)));
    }

    @Test
    void decimal_numbers_keep_their_digits() {
        String text = "{\"price\":1.10,\"exact\":0.1234567890123456789012345}";
        Map<String, @Nullable Object> read = Json.object(utf8(text));
        assertThat(read).containsEntry("price", new BigDecimal("1.10"));
        assertThat(Json.text(read)).isEqualTo(text);
    }

    @Test
    void refuses_what_is_no_json_object() {
        refuses("", "The value is empty, but must be a JSON object");
        refuses("null", "The value is null, but must be a JSON object");
        refuses("{\"a\":", "The value is not a JSON object: Unexpected end-of-input");
        refuses("not json", "The value is not a JSON object: Unrecognized token 'not'");
        refuses("[1]", "The value is not a JSON object: Cannot deserialize value of type");
        refuses("{} {}", "The value is not a JSON object: Trailing token");
        refuses("{\"a\":NaN}", "The value is not a JSON object: Non-standard token 'NaN'");
        assertThatThrownBy(() -> Json.object(null))
                .isInstanceOf(PayloadFailure.class)
                .hasMessage("The value is empty, but must be a JSON object");
    }

    @Test
    void refuses_bytes_that_are_no_text() {
        assertThatThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The value is not a JSON object: Invalid UTF-8");
        assertThatThrownBy(() -> Json.object(new byte[] {0, 0, 0, 1, 2}))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The value is not a JSON object: ");
    }

    @Test
    void refuses_an_object_that_is_nested_without_end() {
        refuses("{\"a\":".repeat(100_000), "The value is not a JSON object: Document nesting depth");
    }

    @Test
    void reads_a_value_of_any_kind() {
        assertThat(Json.value(utf8("[1, \"a\"]"))).isEqualTo(List.of(1, "a"));
        assertThat(Json.value(utf8("null"))).isNull();
        assertThatThrownBy(() -> Json.value(utf8("<html>")))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The answer is not JSON: Unexpected character ('<'");
        assertThatThrownBy(() -> Json.value(new byte[0]))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The answer is not JSON: No content");
    }

    @Test
    void writes_plain_java_and_takes_bytes_for_json_already() {
        byte[] written = utf8("{}");
        assertThat(Json.bytes(written)).isSameAs(written);
        assertThat(Json.text(null)).isEqualTo("null");
        assertThat(Json.text("Müller \"x\"")).isEqualTo("\"Müller \\\"x\\\"\"");
    }

    @Test
    void what_can_t_be_written_is_the_payload_s_failure() {
        assertThatThrownBy(() -> Json.bytes(new Object()))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The value can't be written as JSON: No serializer found");
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("self", endless);
        assertThatThrownBy(() -> Json.bytes(endless))
                .isInstanceOf(PayloadFailure.class)
                .hasMessageStartingWith("The value can't be written as JSON: ");
    }
}
