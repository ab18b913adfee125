package dev.wadi.plugin.spi.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private record AboveDebug(List<LogLine> lines) implements StructuredLog {

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.DEBUG) > 0;
        }

        @Override
        public void log(Level level, LogLine line) {
            lines.add(line);
        }
    }

    @Test
    void names_and_values_stand_in_turn() {
        LogLine line = LogLine.of("Task completed", "task_id", 123, "tags", List.of("a"), "note", null);

        assertThat(line.context())
                .containsExactly(entry("task_id", 123), entry("tags", List.of("a")), entry("note", null));
        assertThat(line).hasToString("Task completed | task_id=123 tags=[a] note=null");
    }

    @Test
    void a_line_of_text_is_one_line_whatever_the_values_are() {
        assertThat(LogLine.of("a", "b", "c\nERROR forged")).hasToString("a | b=c ERROR forged");
    }

    @Test
    void a_name_without_a_value_is_no_reason_to_throw() {
        assertThat(LogLine.of("a", "b").context()).containsExactly(entry("b", null));
    }

    @Test
    void a_supplier_is_asked_only_if_the_line_is_written() {
        AboveDebug log = new AboveDebug(new ArrayList<>());
        List<String> asked = new ArrayList<>();
        Supplier<String> costly = () -> {
            asked.add("asked");
            return "value";
        };

        log.log(Level.DEBUG, "not written", "costly", costly);
        assertThat(asked).isEmpty();
        log.log(Level.INFO, "written", "costly", costly);

        assertThat(asked).hasSize(1);
        assertThat(log.lines()).containsExactly(LogLine.of("written", "costly", "value"));
    }

    @Test
    void a_supplier_that_throws_costs_its_value_only() {
        Supplier<Object> broken = () -> {
            throw new IllegalStateException("no");
        };

        assertThat(LogLine.of("a", "b", broken))
                .hasToString("a | b=(not available: java.lang.IllegalStateException: no)");
    }

    @Test
    void an_exception_is_logged_as_an_error_with_its_stack() {
        AboveDebug log = new AboveDebug(new ArrayList<>());
        Exception thrown = new IllegalStateException("broken");

        log.logException(thrown, "Processing failed", "task_id", 1);

        assertThat(log.lines())
                .containsExactly(LogLine.of("Processing failed", "task_id", 1).with(thrown));
    }
}
