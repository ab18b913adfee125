package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleFilesTest {

    private final ConsoleFiles files = new ConsoleFiles();

    @Test
    void finds_the_console_in_its_jar() {
        assertThat(files.find("/index.html")).hasValueSatisfying(file -> {
            assertThat(file.type()).startsWith("text/html");
            assertThat(file.bytes()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/static",
                "/none.js",
                "/editor.worker.js.map",
                "/../jolokia-access.xml",
                "/../log4j2.xml.json",
                "/static/../../log4j2.txt",
                "//etc/hosts.txt",
                "/.hidden.txt",
                "index.html"
            })
    void finds_nothing_else(String path) {
        assertThat(files.find(path)).isEmpty();
    }
}
