package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BodyTemplateTest {

    @Test
    void puts_fields_in_as_they_are_or_as_numbers_and_leaves_out_what_is_absent() {
        assertThat(fill(Map.of("a", "{id}", "b", "{id:number}", "c", "{none}", "d", "plain {id}")))
                .isEqualTo(Map.of("a", "7", "b", new BigDecimal("7"), "d", "plain {id}"));
    }

    @Test
    void a_text_stands_in_for_a_field_that_is_absent() {
        assertThat(fill(Map.of("a", "{none:-open now}", "b", "{none:number:-0}", "c", "{id:-8}", "d", "{none:-}")))
                .isEqualTo(Map.of("a", "open now", "b", new BigDecimal("0"), "c", "7", "d", ""));
    }

    @Test
    void a_field_that_must_be_a_number_and_is_none_is_the_payloads_fault() {
        assertThatThrownBy(() -> BodyTemplate.parse(Map.of("a", "{id:number}")).fill(Map.of("id", "x")))
                .isInstanceOf(Failure.class)
                .hasMessage("The field 'id' must be a number, but was 'x'");
    }

    private static Map<String, Object> fill(Map<String, String> template) {
        return BodyTemplate.parse(template).fill(Map.of("id", "7"));
    }
}
