package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogVariablesTest {

    @Test
    void without_variables_the_log_is_text() {
        LogVariables none = LogVariables.of(Map.of());

        assertThat(none.problems()).isEmpty();
        assertThat(none.isJson()).isFalse();
        assertThat(LogVariables.of(Map.of("LOG_FORMAT", "Json", "LOG_LEVEL", "debug"))
                        .isJson())
                .isTrue();
    }

    @Test
    void what_is_no_level_and_no_form_is_said_with_what_is_possible() {
        assertThat(LogVariables.of(Map.of("LOG_FORMAT", "xml", "LOG_LEVEL", "LOUD"))
                        .problems())
                .containsExactly(
                        "LOG_LEVEL: 'LOUD' is no log level. Possible are DEBUG, INFO, WARN, ERROR",
                        "LOG_FORMAT: 'xml' is no form of a log. Possible are text, json");
    }
}
