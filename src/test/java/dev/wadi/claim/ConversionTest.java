package dev.wadi.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static final BigDecimal HUGE = new BigDecimal("1e999999999");
    private static final BigDecimal TINY = new BigDecimal("1e-999999999");

    @Test
    void null_stays_null() {
        assertThat(Arrays.stream(Conversion.values()).map(conversion -> conversion.of(null)))
                .containsOnlyNulls();
    }

    @Test
    void integer_takes_numbers_digits_and_booleans() {
        integer(7, 7L);
        integer(" 7 ", 7L);
        integer("+1", 1L);
        integer("0044", 44L);
        integer("-3", -3L);
        integer(new BigDecimal("1.9"), 1L);
        integer(new BigDecimal("-1.9"), -1L);
        integer(1.9, 1L);
        integer(true, 1L);
        integer(Long.MIN_VALUE, Long.MIN_VALUE);
        integer(BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE);
    }

    @Test
    void integer_is_null_for_anything_else() {
        for (Object other : List.of("1.5", "", "abc", "1_000", List.of(1), Map.of(), Double.NaN)) {
            integer(other, null);
        }
        integer(BigInteger.ONE.shiftLeft(63), null);
        integer(new BigDecimal("9999999999999999999"), null);
    }

    @Test
    void a_short_text_for_a_gigantic_number_is_never_written_out() {
        integer(HUGE, null);
        integer(TINY, 0L);
        assertThat(Conversion.ID.of(HUGE)).isEqualTo("1E+999999999");
        assertThat(Conversion.ID.of(TINY)).isEqualTo("0");
        assertThat(Conversion.TEXT.of(HUGE)).isEqualTo("1E+999999999");
        assertThat(Conversion.DECIMAL.of(TINY)).isEqualTo("1E-999999999");
        assertThat(Conversion.BOOLEAN.of(HUGE)).isEqualTo(true);
    }

    @Test
    void int32_is_null_outside_of_32_bits() {
        assertThat(Conversion.INT32.of("2147483647")).isEqualTo(2147483647L);
        assertThat(Conversion.INT32.of(-2147483648L)).isEqualTo(-2147483648L);
        assertThat(Conversion.INT32.of(2147483648L)).isNull();
    }

    @Test
    void a_number_id_of_zero_is_absent() {
        assertThat(Conversion.NUMBER_ID.of(0)).isNull();
        assertThat(Conversion.NUMBER_ID.of("0")).isNull();
        assertThat(Conversion.NUMBER_ID.of("9001")).isEqualTo(9001L);
    }

    @Test
    void text_is_trimmed_and_numbers_become_text() {
        assertThat(Conversion.TEXT.of("  a b ")).isEqualTo("a b");
        assertThat(Conversion.TEXT.of("  ")).isNull();
        assertThat(Conversion.TEXT.of(3035550142L)).isEqualTo("3035550142");
        assertThat(Conversion.TEXT.of(new BigDecimal("39.7392"))).isEqualTo("39.7392");
        assertThat(Conversion.TEXT.of(new BigDecimal("5.10"))).isEqualTo("5.1");
        assertThat(Conversion.TEXT.of(true)).isEqualTo("True");
    }

    @Test
    void an_id_is_cut_at_the_point() {
        assertThat(Conversion.ID.of(new BigDecimal("481516.9"))).isEqualTo("481516");
        assertThat(Conversion.ID.of(481516)).isEqualTo("481516");
        assertThat(Conversion.ID.of(" 481516.0 ")).isEqualTo("481516.0");
    }

    @Test
    void only_three_texts_are_true() {
        for (String text : List.of("true", "TRUE", "1", "Yes")) {
            assertThat(Conversion.BOOLEAN.of(text)).as(text).isEqualTo(true);
        }
        for (String text : List.of("Y", "on", " true", "false", "")) {
            assertThat(Conversion.BOOLEAN.of(text)).as(text).isEqualTo(false);
        }
    }

    @Test
    void numbers_and_collections_are_true_unless_empty() {
        assertThat(Conversion.BOOLEAN.of(2)).isEqualTo(true);
        assertThat(Conversion.BOOLEAN.of(0)).isEqualTo(false);
        assertThat(Conversion.BOOLEAN.of(List.of())).isEqualTo(false);
        assertThat(Conversion.BOOLEAN.of(Map.of("a", 1))).isEqualTo(true);
    }

    @Test
    void decimal_is_exact() {
        assertThat(Conversion.DECIMAL.of(" 1234.50 ")).isEqualTo("1234.50");
        assertThat(Conversion.DECIMAL.of(new BigDecimal("754.250"))).isEqualTo("754.25");
        assertThat(Conversion.DECIMAL.of(754)).isEqualTo("754");
        assertThat(Conversion.DECIMAL.of("1e3")).isEqualTo("1E+3");
        assertThat(Conversion.DECIMAL.of("about 5")).isNull();
        assertThat(Conversion.DECIMAL.of(true)).isNull();
    }

    @Test
    void a_timestamp_keeps_its_text_but_for_z() {
        assertThat(Conversion.TIMESTAMP.of(" 2026-05-01T10:00:00Z ")).isEqualTo("2026-05-01T10:00:00+00:00");
        assertThat(Conversion.TIMESTAMP.of("2026-04-28")).isEqualTo("2026-04-28");
        assertThat(Conversion.TIMESTAMP.of("abc")).isEqualTo("abc");
        assertThat(Conversion.TIMESTAMP.of(" ")).isNull();
        assertThat(Conversion.TIMESTAMP.of(1784548200000L)).isNull();
        assertThat(Conversion.TIMESTAMP.of(true)).isNull();
    }

    private static void integer(Object value, @Nullable Long expected) {
        assertThat(Conversion.INTEGER.of(value))
                .as(value.getClass().getSimpleName())
                .isEqualTo(expected);
    }
}
