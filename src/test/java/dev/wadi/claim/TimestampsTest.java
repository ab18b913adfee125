package dev.wadi.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    private static final Instant TEN = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void writes_microseconds_even_where_they_are_zero() {
        assertThat(Timestamps.utc(TEN)).isEqualTo("2026-05-01T10:00:00.000000Z");
        assertThat(Timestamps.utcText(TEN.plusNanos(123_456_789))).isEqualTo("2026-05-01T10:00:00.123456+00:00");
        assertThat(Timestamps.utcDay(Instant.parse("2026-05-01T23:59:59Z"))).isEqualTo("2026-05-01");
    }

    @Test
    void reads_z_offsets_none_a_blank_for_t_and_fractions() {
        for (String text : List.of(
                "2026-05-01T10:00:00Z",
                "2026-05-01T10:00:00",
                " 2026-05-01 10:00:00+00:00 ",
                "2026-05-01T04:00:00-06:00",
                "2026-05-01T12:00:00+0200",
                "2026-05-01T12:00:00+02",
                "2026-05-01T10:00")) {
            assertThat(Timestamps.parse(text)).as(text).contains(TEN);
        }
        assertThat(Timestamps.parse("2026-05-01T10:00:00.1234567Z")).contains(TEN.plusNanos(123_456_700));
        assertThat(Timestamps.parse("2026-05-01")).contains(Instant.parse("2026-05-01T00:00:00Z"));
    }

    @Test
    void reads_seconds_since_1970() {
        assertThat(Timestamps.parse(TEN.getEpochSecond())).contains(TEN);
        assertThat(Timestamps.parse(new BigDecimal("1777629600.5"))).contains(TEN.plusMillis(500));
        assertThat(Timestamps.parse(1777629600.5)).contains(TEN.plusMillis(500));
    }

    @Test
    void anything_else_is_no_point_in_time() {
        assertThat(Timestamps.parse(null)).isEmpty();
        for (Object other : List.of("soon", "", "2026-13-01", true, new BigDecimal("1e999999999"), Double.NaN)) {
            assertThat(Timestamps.parse(other)).as(other.toString()).isEmpty();
        }
    }
}
