package dev.wadi.launcher.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.fake.CommandRun;
import dev.wadi.worker.RouteText;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class WorkerCommandsTest {

    private static final String PARCELS = """
            input_topic: parcels
            destination_connection: depot
            destination_path: /v1/parcels
            """;

    private final RouteText parcels = WorkerRoute.of(new WorkerFiles(Variables.of(Map.of()), new Problems())
            .read("routes/parcels.worker.yaml", PARCELS)
            .getFirst());

    @Command(name = "wadi")
    private static final class Root {}

    private CommandRun run(String... arguments) {
        Workers workers = new Workers(List.of(parcels), Map.of("photo", "routes/workers/photo.camel.yaml:14"));
        return CommandRun.of(
                WorkerCommand.addTo(new CommandLine(new Root()), () -> workers)
                        .setExecutionExceptionHandler((thrown, command, parsed) -> {
                            command.getErr().println(thrown.getMessage());
                            return 2;
                        }),
                arguments);
    }

    @Test
    void lists_workers_of_both_forms() {
        assertThat(run("worker", "list").out())
                .containsExactly(
                        "name     form   topic    destination       where",
                        "parcels  short  parcels  depot/v1/parcels  routes/parcels.worker.yaml:1",
                        "photo    route                             routes/workers/photo.camel.yaml:14");
    }

    @Test
    void shows_the_very_text_that_runs() {
        CommandRun shown = run("worker", "show", "parcels");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.text() + "\n").isEqualTo(parcels.text());
    }

    @Test
    void says_what_there_is_instead() {
        assertThat(run("worker", "show", "parcel").err())
                .containsExactly("wadi worker show: there is no worker 'parcel' in the short form. Did you mean"
                        + " 'parcels'?");
        CommandRun route = run("worker", "show", "photo");
        assertThat(route.exitCode()).isEqualTo(2);
        assertThat(route.err())
                .containsExactly("routes/workers/photo.camel.yaml:14: the worker 'photo' is a route already, which"
                        + " stands there");
    }
}
