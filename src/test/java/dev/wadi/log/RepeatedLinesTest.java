package dev.wadi.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class RepeatedLinesTest {

    private final List<Runnable> ends = new ArrayList<>();
    private final RepeatedLines lines = new RepeatedLines(LoggerFactory.getLogger(RepeatedLinesTest.class), ends::add);

    private List<Level> levels(String kind, int times) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            levels.add(lines.level(kind));
        }
        return levels;
    }

    @Test
    void of_each_kind_the_first_ones_are_for_all_to_see_and_one_line_tells_of_the_others() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(levels("a", RepeatedLines.WRITTEN)).containsOnly(Level.WARN);
            assertThat(levels("a", 4_311)).containsOnly(Level.DEBUG);
            assertThat(levels("b", 2)).containsOnly(Level.WARN);
            assertThat(ends).hasSize(2);
            ends.forEach(Runnable::run);

            assertThat(log.lines()).containsExactly("WARN … and 4311 more like it within a minute | a");
        }
    }

    @Test
    void the_next_minute_begins_anew() {
        levels("a", 100);
        ends.forEach(Runnable::run);

        assertThat(lines.level("a")).isEqualTo(Level.WARN);
    }

    @Test
    void kinds_that_are_all_different_are_bounded_too() {
        int written = 0;
        for (int i = 0; i < 10_000; i++) {
            written += lines.level("kind " + i) == Level.WARN ? 1 : 0;
        }

        assertThat(written).isEqualTo(RepeatedLines.MAX_KINDS + RepeatedLines.WRITTEN);
        assertThat(ends).hasSize(RepeatedLines.MAX_KINDS + 1);
    }
}
