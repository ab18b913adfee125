package dev.wadi.plugin.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.action.CustomActions;
import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.fake.AnsweringConnections;
import dev.wadi.fake.HandledOnce;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.PluginRuntime;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.runtime.Surroundings;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that plugins bring, dropped in as source files. */
final class HandlerPluginTest {

    private static final String HANDLER = """
            import dev.wadi.plugin.spi.*;
            import dev.wadi.plugin.spi.handler.*;
            import java.util.Map;
            public class Greeter implements EnrichmentHandler {
                private String greeting = "";
                private String to = "";
                @Override public void configure(PluginConfig config) {
                    config.refuseUnknown("greeting", "to");
                    greeting = config.requiredText("greeting");
                    to = config.text("to").orElse("all");
                }
                @Override public void initialize(HandlerEnvironment environment) {
                    System.setProperty("greeter." + to, "VERSION on");
                }
                @Override public EnrichmentResult enrich(EnrichmentContext context) {
                    return EnrichmentResult.ok(Map.of("says", greeting + " " + to + " VERSION"));
                }
                @Override public void cleanup() {
                    System.setProperty("greeter." + to, "VERSION off");
                }
            }
            """;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginRegistry registry = new PluginRegistry();
    private final PluginHandlers bound = new PluginHandlers(registry::limits);
    private final AnsweringConnections connections = new AnsweringConnections();
    private final Handlers handlers = new Handlers(bound, connections);

    @TempDir
    private Path plugins;

    private @Nullable PluginRuntime runtime;

    @BeforeEach
    void drop() throws IOException {
        write(HANDLER.replace("VERSION", "1"), "greeting: hello");
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
        threads.shutdownNow();
    }

    private void write(String source, String config) throws IOException {
        Path folder = Files.createDirectories(plugins.resolve("greeter"));
        Files.writeString(folder.resolve("Greeter.java"), source);
        Files.writeString(
                folder.resolve("config.yaml"), config.isEmpty() ? "enabled: true\n" : "config: { " + config + " }\n");
    }

    private PluginRuntime start() {
        PluginLoader loader = new PluginLoader(
                PluginPlaces.of(plugins), CodePolicy.DEFAULT, Variables.of(Map.of()), Set.of(), new Stages(List.of()));
        Surroundings surroundings = new Surroundings(
                connections,
                new CustomActions(),
                new EventHub(threads, meters, Clock.systemUTC()),
                new ExtensionHub(threads, meters));
        PluginRuntime started = new PluginRuntime(loader, registry, surroundings, List.of(bound));
        runtime = started;
        started.start(loader.check());
        return started;
    }

    private HandlerStep step(String to) {
        return handlers.open(
                new HandlerSettings("greeter", Map.of("to", to), Duration.ofSeconds(5)), HandledOnce.PLUGINS_ONLY);
    }

    /** What a step makes of a message. */
    private static @Nullable Object says(HandlerStep step) {
        EnrichmentResult.Ok ok = (EnrichmentResult.Ok) HandledOnce.by(step);
        return ok.data() == null ? null : ok.data().get("says");
    }

    @Test
    void a_class_that_is_a_handler_and_nothing_else_can_be_dropped_in_and_serves_many_steps() {
        start();
        assertThat(says(step("Ann"))).isEqualTo("hello Ann 1");
        assertThat(says(step("Bob"))).isEqualTo("hello Bob 1");
    }

    @Test
    void a_reload_gives_each_step_a_handler_of_the_new_version_and_cleans_up_the_old_ones() throws Exception {
        PluginRuntime running = start();
        HandlerStep ann = step("Ann");
        HandlerStep bob = step("Bob");
        write(HANDLER.replace("VERSION", "2").replace("greeter.", "greeter2."), "greeting: hi");
        assertThat(running.reload().replaced()).containsExactly("greeter");

        assertThat(says(ann)).isEqualTo("hi Ann 2");
        assertThat(says(bob)).isEqualTo("hi Bob 2");
        assertThat(System.getProperty("greeter.Ann")).isEqualTo("1 off");
        assertThat(System.getProperty("greeter2.Ann")).isEqualTo("2 on");
    }

    @Test
    void a_version_whose_handler_can_t_be_put_to_work_leaves_the_one_before_it_running() throws Exception {
        PluginRuntime running = start();
        HandlerStep ann = step("Ann");
        write(HANDLER.replace("VERSION", "2"), "");
        assertThat(running.reload().failed()).containsExactly("greeter");

        assertThat(says(ann)).isEqualTo("hello Ann 1");
        assertThat(running.statuses().getFirst().toString())
                .contains("handler:greeter: the field 'greeting' is missing");
    }

    @Test
    void a_message_that_comes_while_there_is_no_handler_waits_for_the_next_one() throws Exception {
        PluginRuntime running = start();
        HandlerStep ann = step("Ann");
        Path folder = plugins.resolve("greeter");
        Files.move(folder, plugins.resolve("../away"));
        assertThat(running.reload().removed()).containsExactly("greeter");
        assertThat(System.getProperty("greeter.Ann")).isEqualTo("1 off");

        CompletableFuture<@Nullable Object> waiting = CompletableFuture.supplyAsync(() -> says(ann), threads);
        Files.move(plugins.resolve("../away"), folder);
        assertThat(running.reload().added()).containsExactly("greeter");
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("hello Ann 1");
    }

    @Test
    void a_step_that_was_closed_is_cleaned_up_and_gets_no_handler_of_the_next_version() throws Exception {
        PluginRuntime running = start();
        HandlerStep gone = step("Gone");
        handlers.close(gone);
        assertThat(System.getProperty("greeter.Gone")).isEqualTo("1 off");
        write(HANDLER.replace("VERSION", "2"), "greeting: hi");
        running.reload();
        assertThat(System.getProperty("greeter.Gone")).isEqualTo("1 off");
    }

    @Test
    void the_notation_of_python_finds_the_plugin_of_that_name() {
        start();
        HandlerStep step = handlers.open(
                new HandlerSettings("my_module.handlers:Greeter", Map.of(), Duration.ofSeconds(5)),
                HandledOnce.PLUGINS_ONLY);
        assertThat(says(step)).isEqualTo("hello all 1");
    }

    @Test
    void a_handler_calls_no_connection_that_its_plugin_may_not_call() throws Exception {
        connections.with("api", request -> {
            throw new AssertionError("it must not be called");
        });
        String caller = """
                import dev.wadi.plugin.spi.handler.*;
                import dev.wadi.plugin.spi.http.*;
                import java.util.Map;
                import java.util.concurrent.CompletionStage;
                public class Greeter implements AsyncEnrichmentHandler {
                    private PluginConnection api;
                    @Override public void initialize(HandlerEnvironment environment) {
                        api = environment.connection("api");
                    }
                    @Override public CompletionStage<EnrichmentResult> enrichAsync(EnrichmentContext context) {
                        return api.get("/x").thenApply(answer -> EnrichmentResult.ok());
                    }
                }
                """;
        write(caller, "");
        Files.writeString(plugins.resolve("greeter/config.yaml"), "allow: { hosts: [other] }\n");
        start();
        HandlerStep step = handlers.open(
                new HandlerSettings("greeter", Map.of(), Duration.ofSeconds(5)), HandledOnce.PLUGINS_ONLY);
        assertThatThrownBy(() -> says(step))
                .hasMessageContaining("the handler of the plugin 'greeter' may not call the connection 'api'");
    }

    @Test
    void the_example_of_the_docs_works_as_it_stands_there() throws Exception {
        Matcher example = Pattern.compile("```java\n// (plugins/(\\w+)/\\w+.java)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/handlers.md")));
        assertThat(example.find()).isTrue();
        Path folder = Files.createDirectories(plugins.resolve(example.group(2)));
        Files.writeString(
                folder.resolve(Objects.requireNonNull(Path.of(example.group(1)).getFileName())), example.group(3));
        Files.writeString(folder.resolve("config.yaml"), "config: {}\n");
        connections.with("internal_service", request -> {
            assertThat(request.path()).isEqualTo("/places/AT/1010");
            return new ConnectionResponse(200, Map.of(), "{\"city\":\"Wien\"}".getBytes(StandardCharsets.UTF_8));
        });
        start();
        HandlerStep step = handlers.open(
                new HandlerSettings("address", Map.of("country", "AT"), Duration.ofSeconds(5)),
                HandledOnce.PLUGINS_ONLY);

        assertThat(HandledOnce.by(step, Map.of("zip", 1010)))
                .isEqualTo(EnrichmentResult.ok(Map.of("zip", 1010, "place", Map.of("city", "Wien"))));
        assertThat(HandledOnce.by(step, Map.of())).isEqualTo(EnrichmentResult.skip("it has no address"));
    }

    @Test
    void what_is_wrong_with_a_step_s_configuration_is_said_when_it_opens() {
        start();
        assertThatThrownBy(() -> handlers.open(
                        new HandlerSettings("greeter", Map.of("too", "Ann"), Duration.ofSeconds(5)),
                        HandledOnce.PLUGINS_ONLY))
                .isInstanceOf(ConfigException.class)
                .hasMessage("handler:greeter: unknown field 'too'. Did you mean 'to'?");
    }
}
