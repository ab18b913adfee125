package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VariablesFileTest {

    private final Path file;
    private final VariablesFile variables;

    VariablesFileTest(@TempDir Path folder) {
        this.file = folder.resolve(".env");
        this.variables = new VariablesFile(file);
    }

    @Test
    void reads_names_and_values() throws IOException {
        Files.writeString(file, """
                # a comment
                PLAIN=a=b #c

                export EXPORTED = spaces around\t
                QUOTED=" kept "
                SINGLE='x'
                EMPTY=
                """);

        assertThat(variables.get("PLAIN")).isEqualTo("a=b #c");
        assertThat(variables.get("EXPORTED")).isEqualTo("spaces around");
        assertThat(variables.get("QUOTED")).isEqualTo(" kept ");
        assertThat(variables.get("SINGLE")).isEqualTo("x");
        assertThat(variables.get("EMPTY")).isEmpty();
        assertThat(variables.get("OTHER")).isNull();
    }

    @Test
    void is_read_anew_once_it_has_changed() throws IOException {
        assertThat(variables.get("A")).isNull();
        Files.writeString(file, "A=1");
        assertThat(variables.get("A")).isEqualTo("1");
        Files.writeString(file, "A=22");
        assertThat(variables.get("A")).isEqualTo("22");
        Files.delete(file);
        assertThat(variables.get("A")).isNull();
    }

    @Test
    void says_which_lines_are_none_and_not_what_they_hold() throws IOException {
        Files.writeString(file, "A=1\ncanary\n2B=canary\n");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> variables.get("A"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(".env:2: is no variable. Possible is NAME=value")
                    .hasMessageContaining(".env:3: ")
                    .message()
                    .doesNotContain("canary");
        }
    }

    @Test
    void stands_behind_other_variables() throws IOException {
        Files.writeString(file, "A=file\nB=file\n");
        Variables both = Variables.of(Map.of("A", "environment")).orElse(variables);
        Problems problems = new Problems();

        assertThat(both.expand("${A} ${B} ${C:-none}", "here", problems)).isEqualTo("environment file none");
        assertThat(problems.found()).isEmpty();
    }
}
