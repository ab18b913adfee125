package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectConnectionsTest {

    private final Path home;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Problems problems = new Problems();

    ProjectConnectionsTest(@TempDir Path home) {
        this.home = home;
    }

    @AfterEach
    void close() {
        Pipeline.closeAll(parts);
    }

    private ConfiguredConnections connections(Map<String, String> environment) {
        Settings settings = Settings.read(home, environment::get);
        return Wiring.connections(home, settings, Variables.of(environment), problems, new Wiring.Owner() {
            @Override
            public <T extends AutoCloseable> T own(T part) {
                parts.push(part);
                return part;
            }
        });
    }

    private void write(String file, String text) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    @Test
    void connections_come_from_their_folder_and_from_where_earlier_systems_had_them() throws IOException {
        write("connections/a.yaml", "base_url: https://a.example.com");
        write("routes/connections.yaml", "connections: { b: { base_url: 'https://b.example.com' } }");
        write("plugins/config/connections.yaml", "connections: { c: { base_url: 'https://c.example.com' } }");

        assertThat(connections(Map.of()).names()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void variables_may_stand_in_the_project_s_own_file_and_the_environment_wins() throws IOException {
        write(".env", "HOST_A=https://a.example.com\nHOST_B=nowhere\n");
        write("connections/a.yaml", "base_url: ${HOST_A}");
        write("connections/b.yaml", "base_url: ${HOST_B}");

        connections(Map.of("HOST_B", "https://b.example.com"));

        assertThat(problems.found()).isEmpty();
    }

    @Test
    void a_broken_file_of_variables_is_reported_with_its_line() throws IOException {
        write(".env", "HOST_A=https://a.example.com\ncanary\n");
        write("connections/a.yaml", "base_url: ${HOST_A}");

        connections(Map.of());

        assertThat(problems.found())
                .singleElement()
                .asString()
                .contains(".env:2: is no variable. Possible is NAME=value")
                .doesNotContain("canary");
    }
}
