package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.worker.RouteText;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The projects in src/bench, which no other test would notice to be broken. */
class BenchFilesTest {

    private static final Path BENCH = Path.of("src/bench");

    @Test
    void the_routes_are_routes_with_the_shipped_error_handling() throws Exception {
        for (String route : List.of("j1/routes/action.camel.yaml", "j2/routes/stage.camel.yaml")) {
            DefaultCamelContext context = new DefaultCamelContext();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(route, Files.readString(BENCH.resolve(route))));
            assertThat(context.getRouteDefinitions())
                    .singleElement()
                    .extracting(RouteDefinition::getRouteConfigurationId)
                    .isEqualTo("pipeline");
        }
    }

    /** Else the two forms of J1 could not be compared. */
    @Test
    void the_short_form_of_j1_has_the_steps_of_its_route() throws IOException {
        Problems problems = new Problems();
        RouteText shorter =
                WorkerRoute.of(new WorkerFiles(Variables.of(Map.of("BENCH_TOPIC", "t", "BENCH_GROUP", "g")), problems)
                        .read(BENCH.resolve("j1w/routes/action.worker.yaml"))
                        .getFirst());
        assertThat(problems.found()).isEmpty();
        assertThat(steps(shorter.text()).replaceAll("transform:action", "transform:task"))
                .isEqualTo(steps(Files.readString(BENCH.resolve("j1/routes/action.camel.yaml")))
                        .replaceAll("taskRules", "actionRules"));
    }

    /** The steps of a route, without comments and indentation. */
    private static String steps(String route) {
        return route.lines()
                .map(String::strip)
                .dropWhile(line -> !line.equals("steps:"))
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void the_connection_loads() {
        Problems problems = new Problems();
        Vertx vertx = Vertx.vertx();
        try (ConfiguredConnections connections = ConfiguredConnections.load(
                List.of(BENCH.resolve("j1/connections")),
                Variables.of(Map.of("BENCH_SINK_URL", "http://127.0.0.1:1")),
                problems,
                vertx,
                false)) {
            assertThat(problems.found()).isEmpty();
            assertThat(connections.names()).containsExactly("sink");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void each_of_the_five_plugins_has_its_class() throws IOException {
        List<Path> plugins;
        try (Stream<Path> folders = Files.list(BENCH.resolve("j2/plugins"))) {
            plugins = folders.toList();
        }
        assertThat(plugins).hasSize(5).allSatisfy(plugin -> {
            Problems problems = new Problems();
            String name = YamlFile.read(plugin.resolve("config.yaml"), Variables.of(Map.of()), problems)
                    .requiredText("class");
            assertThat(BENCH.resolve("java").resolve(name.replace('.', '/') + ".java"))
                    .exists();
        });
    }
}
