package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationTextTest {

    @Test
    void reads_numbers_with_units_and_the_iso_form() {
        assertThat(DurationText.parse("250ms", "s")).contains(Duration.ofMillis(250));
        assertThat(DurationText.parse(" 1.5 s ", "s")).contains(Duration.ofMillis(1500));
        assertThat(DurationText.parse("2M", "s")).contains(Duration.ofMinutes(2));
        assertThat(DurationText.parse("1h", "s")).contains(Duration.ofHours(1));
        assertThat(DurationText.parse("7d", "s")).contains(Duration.ofDays(7));
        assertThat(DurationText.parse("PT1H30M", "s")).contains(Duration.ofMinutes(90));
    }

    @Test
    void a_number_without_a_unit_has_the_given_one() {
        assertThat(DurationText.parse("30", "s")).contains(Duration.ofSeconds(30));
        assertThat(DurationText.parse("30", "ms")).contains(Duration.ofMillis(30));
    }

    @Test
    void anything_else_is_no_duration() {
        for (String text : List.of("", "soon", "-1s", "PT-1H", "1 year", "s", "999999999999d", "1e3")) {
            assertThat(DurationText.parse(text, "s")).as(text).isEmpty();
        }
    }
}
