package dev.wadi.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValidationTest {

    private static final String SOURCE = """
            required_fields:
              - event_id
              - project_id
            field_rules:
              status:
                allowed_values: [completed, verified, cancelled]
              priority:
                min: 1
                max: 10
            skip_if:
              field: status
              equals: cancelled  # Skip message if status is cancelled
            """;

    private final Problems problems = new Problems();

    @Test
    void the_validation_of_the_source_documents_loads() {
        Validation validation = read(SOURCE);

        assertThat(problems.found()).isEmpty();
        assertThat(validation.failures(Map.of("event_id", "", "project_id", 0))).isEmpty();
        assertThat(validation.skips(Map.of("status", "cancelled"))).isTrue();
        assertThat(validation.skips(Map.of("status", "completed"))).isFalse();
    }

    @Test
    void reports_all_failures_at_once() {
        Validation validation = read(SOURCE);

        assertThat(validation.failures(Map.of("status", "open", "priority", 11, "event_id", "e")))
                .containsExactly(
                        "Required field 'project_id' is missing",
                        "Field 'status' value 'open' not in allowed values: [completed, verified, cancelled]",
                        "Field 'priority' value 11 above maximum 10");
        assertThatThrownBy(() -> validation.check(Map.of("priority", new BigDecimal("0.5"))))
                .isInstanceOf(Failure.class)
                .hasMessage("Required field 'event_id' is missing; Required field 'project_id' is missing; "
                        + "Field 'priority' value 0.5 below minimum 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: integer     | 1.5  | Field 'f' value '1.5' is not of type integer",
                "type: string      | 1.5  | Field 'f' value '1.5' is not of type string",
                "min: 1            | true | Field 'f' value 'true' is not a number",
                "pattern: '[a-z]+' | 1.5  | Field 'f' value '1.5' does not match pattern [a-z]+",
                "allowed_values: [1] | 1.5 | Field 'f' value '1.5' not in allowed values: [1]",
                "min: 1            | [9]  | Field 'f' value '[…]' is not a number",
                "min: 1            | '\"2\"' | Field 'f' value '2' is not a number",
                "pattern: a        | {}   | Field 'f' value '{…}' is not a text, to match pattern a",
                "allowed_values: [a] | {\"password\":1} | Field 'f' value '{…}' not in allowed values: [a]",
                "type: array       | {}   | Field 'f' value '{…}' is not of type array",
                "type: object      | []   | Field 'f' value '[…]' is not of type object",
                "type: boolean     | 0    | Field 'f' value '0' is not of type boolean",
                "type: number      | true | Field 'f' value 'true' is not of type number",
                "max: 1            | 1e999999999 | Field 'f' value 1E+999999999 above maximum 1"
            })
    void says_what_is_wrong_with_a_value(String rule, String value, String failure) {
        Validation validation = read("field_rules: { f: { " + rule + " } }");

        assertThat(validation.failures(Json.object(("{\"f\":" + value + "}").getBytes(UTF_8))))
                .containsExactly(failure);
    }

    /** In the original a comparison of other types threw, and only the first failure was told. */
    @Test
    void a_value_of_a_wrong_type_fails_each_of_its_rules_and_throws_nothing() {
        Validation validation =
                read("field_rules: { f: { allowed_values: [a], min: 1, max: 2, pattern: b, type: integer } }");

        assertThat(validation.failures(Map.of("f", List.of(1)))).hasSize(4);
        assertThat(validation.failures(Map.of("f", Double.NaN)))
                .containsExactly(
                        "Field 'f' value 'NaN' is not of type integer",
                        "Field 'f' value 'NaN' not in allowed values: [a]",
                        "Field 'f' value 'NaN' is not a number",
                        "Field 'f' value 'NaN' does not match pattern b");
    }

    @Test
    void a_value_is_cut_and_a_secret_is_not_shown() {
        Validation validation = read("""
                field_rules:
                  user.api_key: { pattern: '[a-z]+', type: integer }
                  text: { allowed_values: [a] }
                """);

        assertThat(validation.failures(Map.of("user", Map.of("api_key", "S3CRET"), "text", "x".repeat(10_000))))
                .containsExactly(
                        "Field 'user.api_key' value '***' is not of type integer",
                        "Field 'user.api_key' value '***' does not match pattern [a-z]+",
                        "Field 'text' value '" + "x".repeat(200) + "…' not in allowed values: [a]");
    }

    /** Each would keep a thread busy for longer than anybody waits, or overflow its stack. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(.*a){20}b", "(a|b|ab)*c", "(?:a?){40}a{40}b"})
    void a_pattern_that_would_take_for_ever_is_given_up(String pattern) {
        Validation validation = read("field_rules: { f: { pattern: '" + pattern + "' } }");

        assertThat(validation.failures(Map.of("f", "a".repeat(20_000))))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .matches("Field 'f' value 'a{200}…' (takes too long to|does not) match pattern .*");
        assertThat(validation.failures(Map.of("f", "a".repeat(39)))).hasSize(1);
    }

    @Test
    void a_long_text_may_match_a_simple_pattern() {
        Validation validation = read("field_rules: { f: { pattern: '[a-z]+[0-9]?' } }");

        assertThat(validation.failures(Map.of("f", "a".repeat(2_000_000)))).isEmpty();
    }

    @Test
    void numbers_are_compared_by_value() {
        Validation validation = read("field_rules: { f: { allowed_values: [1, 2], type: integer } }");

        assertThat(validation.failures(Map.of("f", new BigDecimal("2.0")))).isEmpty();
        assertThat(validation.failures(Map.of("f", 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "field: a, equals: 1         | true",
                "field: a, not_equals: 1     | false",
                "field: b, not_equals: 1     | true",
                "'field': a, in: [2, 1]      | true",
                "field: a, exists: true      | true",
                "field: b, exists: false     | true",
                "field: a, equals: '1'       | false",
                "field: a, equals: 1.0       | true",
                "field: b, equals: null      | true",
                "field: a, in: [null, 2]     | false",
                "field: b, in: [null, 2]     | true",
                "field: c, equals: [1, {d: 2}] | true",
                "field: 'c[1].d', equals: 2  | true",
                "field: n, exists: true      | false"
            })
    void skips_by_condition(String condition, boolean skips) {
        Validation validation = read("skip_if: { " + condition + " }");

        assertThat(problems.found()).isEmpty();
        assertThat(validation.skips(Json.object("{\"a\":1,\"c\":[1.0,{\"d\":2}],\"n\":null}".getBytes(UTF_8))))
                .isEqualTo(skips);
    }

    @Test
    void each_mistake_is_reported() {
        read("""
                required_field: [a]
                required_fields: a
                field_rules:
                  f: { minimum: 1, pattern: "[", type: text }
                  g: { min: 2, max: 1, allowed_values: [] }
                skip_if: { field: a, equals: 1, in: [1] }
                """);

        assertThat(problems.found())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "v:1: unknown field 'required_field'. Did you mean 'required_fields'?",
                        "v:2: required_fields must be a list",
                        "v:4: unknown field 'minimum'. Known fields: allowed_values, max, min, pattern, type",
                        "v:4: pattern is no regular expression: Unclosed character class",
                        "v:4: type must be one of string, number, integer, boolean, object, array, but was 'text'",
                        "v:5: min must be at most max (1), but was 2",
                        "v:5: allowed_values must hold a value, or no message would ever be valid",
                        "v:6: skip_if needs one condition. Conditions: equals, not_equals, in, exists");
    }

    private Validation read(String yaml) {
        return ValidationFields.read(YamlFile.parse(yaml, "v", Variables.of(Map.of()), problems));
    }

    @Test
    void an_empty_validation_lets_everything_through() {
        assertThat(new Validation(List.of(), List.of(), null).failures(Map.of()))
                .isEmpty();
    }
}
