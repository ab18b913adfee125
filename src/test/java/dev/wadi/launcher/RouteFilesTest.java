package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private Path write(String path, String text) throws IOException {
        Path file = home.resolve("routes").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void project() throws IOException {
        for (String path : List.of(
                "error-handling.camel.yaml",
                "claimx/ingest.camel.yaml",
                "claimx/enrich.camel.yaml",
                "xact/ingest.camel.yaml",
                "demo/feed.camel.yaml",
                "claimx/notes.yaml")) {
            write(path, "- route: {}\n");
        }
    }

    private List<String> find(String... picks) {
        return ProjectRoutes.find(home, List.of(picks), Variables.of(Map.of())).files().stream()
                .map(file -> home.resolve("routes").relativize(file).toString())
                .toList();
    }

    @Test
    void finds_all_routes_but_those_of_the_demo() throws IOException {
        project();
        assertThat(find())
                .containsExactly(
                        "claimx/enrich.camel.yaml",
                        "claimx/ingest.camel.yaml",
                        "error-handling.camel.yaml",
                        "xact/ingest.camel.yaml");
    }

    @Test
    void a_pick_brings_along_what_routes_share() throws IOException {
        project();
        for (String pick : List.of(
                "claimx/enrich",
                "claimx/enrich.camel.yaml",
                "routes/claimx/enrich.camel.yaml",
                "claimx/enr*",
                "**/enrich*")) {
            assertThat(find(pick)).as(pick).containsExactly("claimx/enrich.camel.yaml", "error-handling.camel.yaml");
        }
        assertThat(find("claimx/enrich", "xact/*"))
                .containsExactly("claimx/enrich.camel.yaml", "error-handling.camel.yaml", "xact/ingest.camel.yaml");
    }

    @Test
    void refuses_picks_that_match_nothing_all_at_once() throws IOException {
        project();
        assertThatThrownBy(() -> find("claimx/enrich.camel.yml", "payments/*"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--routes: no route file matches 'claimx/enrich.camel.yml'. Did you mean"
                        + " 'claimx/enrich.camel.yaml'?\n"
                        + "--routes: no route file matches 'payments/*'. Route files in routes/:"
                        + " claimx/enrich.camel.yaml, claimx/ingest.camel.yaml, error-handling.camel.yaml,"
                        + " xact/ingest.camel.yaml");
    }

    /** A pattern with a bracket left open used to end the start with a stack trace. */
    @Test
    void refuses_a_pick_that_is_no_pattern() throws IOException {
        project();
        assertThatThrownBy(() -> find("claimx/[a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--routes: 'claimx/[a' is no pattern: Missing ']");
    }

    @Test
    void refuses_a_project_without_a_route() {
        assertThatThrownBy(() -> find())
                .isInstanceOf(ConfigException.class)
                .hasMessage("routes: there is no route in " + home + "/routes. A route is a file named"
                        + " <name>.camel.yaml");
    }

    @Test
    void the_id_of_a_route_is_its_path() {
        Path routes = home.resolve("routes");
        assertThat(RouteFiles.routeId(routes, routes.resolve("claimx/enrich.camel.yaml")))
                .isEqualTo("claimx-enrich");
        assertThat(RouteFiles.routeId(routes, routes.resolve("a/b/c.camel.yaml")))
                .isEqualTo("a-b-c");
        assertThat(RouteFiles.routeId(routes, routes.resolve("top.camel.yaml"))).isEqualTo("top");
    }

    @Test
    void says_of_all_files_at_once_what_is_no_route_yaml() throws IOException {
        Path empty = write("empty.camel.yaml", "# later\n");
        Path mapping = write("mapping.camel.yaml", "route: {}\n");
        Path broken = write("broken.camel.yaml", "- route:\n    id: [a\n  from: b\n");
        Path latin = write("latin.camel.yaml", "");
        Files.write(latin, "- route: ü\n".getBytes(StandardCharsets.ISO_8859_1));
        write("sound.camel.yaml", "- route: {}\n");
        assertThatThrownBy(() -> ProjectRoutes.find(home, List.of(), Variables.of(Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessage(broken + ":3: is not valid YAML: expected ',' or ']', but got :\n" + empty
                        + ": is empty. A list of routes (- route: …) is needed\n" + latin
                        + ": is not UTF-8 text\n" + mapping + ":1: must be a list whose items start with '- route:'");
    }
}
