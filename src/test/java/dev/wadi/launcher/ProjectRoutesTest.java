package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.fake.FakeConnections;
import dev.wadi.plugin.runtime.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files and workers together: where workers may stand, how they are picked, and what may not be there twice. */
class ProjectRoutesTest {

    private static final String ONE = "input_topic: parcels\ndestination_connection: depot\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @BeforeEach
    void project() throws IOException {
        write("routes/error-handling.camel.yaml", "- routeConfiguration: {}\n");
        write("routes/xact/ingest.camel.yaml", "- route:\n    id: xact-ingest\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void writeMany(String path, String... names) throws IOException {
        write(
                path,
                "workers:\n"
                        + String.join(
                                "",
                                List.of(names).stream()
                                        .map(name -> "  " + name + ":\n" + ONE.indent(4))
                                        .toList()));
    }

    private ProjectRoutes find(String... picks) {
        return ProjectRoutes.find(home, List.of(picks), Variables.of(Map.of()));
    }

    private static List<String> workers(ProjectRoutes routes) {
        return routes.workers().stream().map(text -> text.worker().name()).toList();
    }

    private String place(String file, int line) {
        return home.resolve(file) + ":" + line;
    }

    @Test
    void workers_stand_in_five_places() throws IOException {
        writeMany("connections/workers.yaml", "a");
        writeMany("plugins/config/workers.yaml", "b");
        writeMany("routes/workers.yaml", "c");
        writeMany("routes/workers/workers.yaml", "d");
        write("routes/parcels/e.worker.yaml", ONE);
        write("routes/demo/f.worker.yaml", ONE);
        assertThat(workers(find())).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @Test
    void a_worker_is_picked_by_its_file_and_like_the_route_that_it_stands_for() throws IOException {
        writeMany("connections/workers.yaml", "a", "b");
        write("routes/workers/c.worker.yaml", ONE);
        assertThat(workers(find("workers/a"))).containsExactly("a");
        assertThat(workers(find("workers/*"))).containsExactly("a", "b", "c");
        assertThat(workers(find("connections/workers.yaml"))).containsExactly("a", "b");
        assertThat(workers(find("workers/c.worker.yaml"))).containsExactly("c");
        assertThat(workers(find("xact/*"))).isEmpty();
        assertThat(find("workers/a").files()).containsExactly(home.resolve("routes/error-handling.camel.yaml"));
        assertThatThrownBy(() -> find("workers/d"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--routes: no route file matches 'workers/d'. Route files in routes/:"
                        + " error-handling.camel.yaml, workers/a.camel.yaml, workers/b.camel.yaml,"
                        + " workers/c.camel.yaml, xact/ingest.camel.yaml");
    }

    @Test
    void a_project_of_workers_alone_runs() throws IOException {
        Files.delete(home.resolve("routes/xact/ingest.camel.yaml"));
        Files.delete(home.resolve("routes/error-handling.camel.yaml"));
        write("routes/a.worker.yaml", ONE);
        assertThat(workers(find())).containsExactly("a");
    }

    @Test
    void a_worker_and_a_route_of_the_same_id_are_refused_with_both_places() throws IOException {
        writeMany("connections/workers.yaml", "photo");
        write("routes/workers/photo.camel.yaml", "- route:\n    id: workers-photo\n");
        assertThatThrownBy(() -> find())
                .isInstanceOf(ConfigException.class)
                .hasMessage(place("connections/workers.yaml", 3) + ": there is another route 'workers-photo', at "
                        + place("routes/workers/photo.camel.yaml", 2)
                        + ". One of them must have another name, or go");
    }

    /** Camel takes the last of two beans of a name for the routes of both, so that one has the rules of the other. */
    @Test
    void beans_of_one_name_are_refused() throws IOException {
        String validation = ONE + "enrichment_handlers:\n  - type: validation\n    config: { required_fields: [a] }\n";
        write("routes/photo_late.worker.yaml", validation);
        write("routes/photo-late.worker.yaml", validation);
        assertThatThrownBy(() -> find())
                .isInstanceOf(ConfigException.class)
                .hasMessage(place("routes/photo_late.worker.yaml", 4) + ": there is another bean 'photoLateRules', at "
                        + place("routes/photo-late.worker.yaml", 4) + ". One of them must have another name, or go");
    }

    @Test
    void a_connection_that_does_not_exist_is_told_at_its_line_of_the_worker() throws IOException {
        write("routes/a.worker.yaml", ONE + """
                enrichment_handlers:
                  - type: lookup
                    config:
                      endpoint: /a
                      connection: serivce
                """);
        ProjectRoutes routes = find();
        assertThatThrownBy(() ->
                        RouteReferences.check(routes.places(), new FakeConnections("service"), new Stages(List.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(place("routes/a.worker.yaml", 7) + ": the connection 'serivce' does not exist")
                .hasMessageContaining(place("routes/a.worker.yaml", 2) + ": the connection 'depot' does not exist");
    }

    @Test
    void what_is_wrong_with_workers_and_route_files_is_told_together() throws IOException {
        write("routes/a.worker.yaml", "input_topic: parcels\n");
        write("routes/b.worker.yaml", ONE + "order: any\n");
        assertThatThrownBy(() -> find())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        place("routes/a.worker.yaml", 1) + ": the field 'destination_connection' is missing")
                .hasMessageContaining(place("routes/b.worker.yaml", 3) + ": order must be one of");
    }

    @Test
    void the_error_topics_of_workers_are_among_those_of_dead_letters() throws IOException {
        write("routes/a.worker.yaml", ONE + "error_topic: parcels.failed\n");
        assertThat(find().places().letterTopics()).containsExactly("parcels.failed");
    }
}
