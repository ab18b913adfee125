package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.Stages;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every YAML file that Wadi ships with is sound, and what one says about another is true. */
class ShippedFilesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String ROUTE_FILE = ".camel.yaml";
    private static final int MAX_LINES = 60;
    private static final Pattern CONNECTION = Pattern.compile("^(?:connection|lookup):/*([A-Za-z0-9_-]+)");
    private static final Pattern STAGE = Pattern.compile("^stage:/*([A-Za-z0-9_-]+)");

    /** What the connections' variables stand for here: any variable is an address, and a switch is off. */
    private static final Variables VARIABLES =
            new Variables(name -> name.equals("WADI_ALLOW_PRIVATE") ? "false" : "https://example.com");

    @Test
    void every_yaml_file_of_routes_is_a_route_file_of_at_most_60_lines() throws IOException {
        List<Path> files = yamlFiles(ROUTES);
        assertThat(files)
                .hasSizeGreaterThan(8)
                .allMatch(file -> file.toString().endsWith(ROUTE_FILE)
                        || file.toString().endsWith(".worker.yaml")
                        || file.endsWith("workers.yaml"));
        for (Path file : files) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
        }
    }

    @Test
    void the_id_of_a_route_is_the_path_of_its_file() throws Exception {
        for (Path file : routeFiles()) {
            List<String> ids = load(file).getRouteDefinitions().stream()
                    .map(RouteDefinition::getId)
                    .toList();
            if (isOfTheDemo(file)) {
                assertThat(ids).as(file.toString()).isNotEmpty().allMatch(id -> id.startsWith("demo-"));
            } else if (!ids.isEmpty()) {
                assertThat(ids).as(file.toString()).containsExactly(idFor(file));
            } else {
                assertThat(load(file).getRouteConfigurationDefinitions())
                        .as(file.toString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void the_id_of_each_route_is_its_own() throws Exception {
        List<String> ids = new ArrayList<>();
        for (RouteDefinition route : routes(routeFiles())) {
            ids.add(route.getId());
        }
        assertThat(ids).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    }

    @Test
    void every_route_describes_itself() throws Exception {
        for (RouteDefinition route : routes(routeFiles())) {
            assertThat(route.getDescriptionText()).as(route.getId()).isNotBlank();
        }
    }

    @Test
    void every_route_that_consumes_has_an_error_handling_that_exists() throws Exception {
        Set<String> configurations = new TreeSet<>();
        List<Path> pipelines =
                routeFiles().stream().filter(file -> !isOfTheDemo(file)).toList();
        for (Path file : pipelines) {
            for (RouteConfigurationDefinition shared : load(file).getRouteConfigurationDefinitions()) {
                configurations.add(shared.getId());
            }
        }
        assertThat(configurations).contains("pipeline");
        for (RouteDefinition route : routes(pipelines)) {
            if (!route.getInput().getEndpointUri().startsWith("direct:")) {
                assertThat(configurations).as(route.getId()).contains(String.valueOf(route.getRouteConfigurationId()));
            }
        }
    }

    @Test
    void every_connection_loads_and_is_named_like_its_file() throws IOException {
        assertThat(connectionNames())
                .containsExactlyInAnyOrderElementsOf(yamlFiles(Path.of("connections")).stream()
                        .map(file -> file.getFileName().toString().replace(".yaml", ""))
                        .toList());
    }

    @Test
    void every_plugin_loads_with_the_shipped_connections() throws IOException {
        List<String> switchedOn = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("plugins"))) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                if (!Files.readString(folder.resolve("config.yaml")).contains("enabled: false")) {
                    switchedOn.add(folder.getFileName().toString());
                }
            }
        }
        PluginLoader loader = new PluginLoader(
                PluginPlaces.of(Path.of("plugins")),
                CodePolicy.DEFAULT,
                VARIABLES,
                connectionNames(),
                new Stages(List.of()));
        assertThat(loader.load()).extracting(PluginDefinition::name).containsExactlyInAnyOrderElementsOf(switchedOn);
    }

    @Test
    void every_connection_that_a_route_names_exists() throws IOException {
        assertThat(named(CONNECTION)).contains("claimx_api").isSubsetOf(connectionNames());
    }

    @Test
    void every_stage_that_a_route_names_exists() throws IOException {
        Stages stages = new Stages(List.of());
        assertThat(named(STAGE)).contains("event_ingest").allSatisfy(stage -> stages.require(stage, "routes"));
    }

    private static Set<String> connectionNames() {
        Problems problems = new Problems();
        Vertx vertx = Vertx.vertx();
        try (ConfiguredConnections connections =
                ConfiguredConnections.load(List.of(Path.of("connections")), VARIABLES, problems, vertx, false)) {
            assertThat(problems.found()).isEmpty();
            return Set.copyOf(connections.names());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** The routes of a file as Camel understands them. */
    private static DefaultCamelContext load(Path file) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), Files.readString(file)));
        return context;
    }

    private static List<RouteDefinition> routes(List<Path> files) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (Path file : files) {
            routes.addAll(load(file).getRouteDefinitions());
        }
        return routes;
    }

    /** What the texts of all route files name. */
    private static Set<String> named(Pattern pattern) throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : yamlFiles(ROUTES)) {
            List<String> texts = new ArrayList<>();
            collectTexts(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)), texts);
            texts.forEach(text -> pattern.matcher(text)
                    .results()
                    .map((MatchResult m) -> m.group(1))
                    .forEach(named::add));
        }
        return named;
    }

    private static void collectTexts(@Nullable Object yaml, List<String> texts) {
        switch (yaml) {
            case Map<?, ?> map -> map.values().forEach(value -> collectTexts(value, texts));
            case Collection<?> items -> items.forEach(item -> collectTexts(item, texts));
            case String text -> texts.add(text);
            case null, default -> {
                // no text
            }
        }
    }

    private static String idFor(Path file) {
        String path = ROUTES.relativize(file).toString();
        return path.substring(0, path.length() - ROUTE_FILE.length()).replace('/', '-');
    }

    private static boolean isOfTheDemo(Path file) {
        return file.startsWith(ROUTES.resolve("demo"));
    }

    private static List<Path> routeFiles() throws IOException {
        return yamlFiles(ROUTES).stream()
                .filter(file -> file.toString().endsWith(ROUTE_FILE))
                .toList();
    }

    private static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
