package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

    private final Problems problems = new Problems();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private YamlMapping parse(String text) {
        return YamlFile.parse(text, "api.yaml", Variables.of(Map.of("VAR", "value")), problems);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void reads_a_file_with_its_variables() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFFname: ${VAR}\n");
        YamlMapping read = YamlFile.read(file, Variables.of(Map.of("VAR", "value")), problems);
        assertThat(read.text("name")).contains("value");
        assertThat(read.place("name")).isEqualTo(file + ":1");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void refuses_an_empty_file() {
        refuses("", "api.yaml: is empty. A mapping (key: value) is needed");
        refuses("# only a comment\n", "api.yaml: is empty. A mapping (key: value) is needed");
    }

    @Test
    void refuses_what_is_no_mapping() {
        refuses("- a\n- b\n", "api.yaml:1: must be a mapping (key: value)");
        refuses("just text", "api.yaml:1: must be a mapping (key: value)");
    }

    @Test
    void says_where_the_text_is_no_yaml() {
        refuses("name: a\nother: [1, 2\nlast: 3\n", "api.yaml:3: is not valid YAML: expected ',' or ']', but got :");
        refuses(
                "name: a\n\tother: b\n",
                "api.yaml:2: is not valid YAML: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
    }

    @Test
    void refuses_two_documents_in_one_file() {
        refuses("a: 1\n---\nb: 2\n", "api.yaml:2: is not valid YAML: but found another document");
    }

    /** The message used to go over two lines, of which the second had the place in other words. */
    @Test
    void says_in_one_line_that_a_character_is_not_possible() {
        refuses("name: a\nother: \u0001b\n", "api.yaml:2: is not valid YAML: the character U+0001 is not possible");
    }

    /** Bytes in another encoding used to end the start with a stack trace. */
    @Test
    void says_that_a_file_is_not_utf_8() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), "name: Müller".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> YamlFile.read(file, Variables.of(Map.of()), problems))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": is not UTF-8 text");
    }

    @Test
    void a_file_that_can_t_be_read_is_no_fault_of_its_text() {
        Path file = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> YamlFile.read(file, Variables.of(Map.of()), problems))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + " can't be read");
    }

    @Test
    void shows_a_file_below_the_working_directory_by_its_relative_path() {
        assertThat(YamlFile.display(Path.of("routes/../connections/a.yaml").toAbsolutePath()))
                .isEqualTo("connections/a.yaml");
        assertThat(YamlFile.display(folder.resolve("a.yaml"))).isEqualTo(folder + "/a.yaml");
    }
}
