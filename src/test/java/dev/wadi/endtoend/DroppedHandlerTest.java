package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler is a file: a route names it, and it changes while records flow. */
final class DroppedHandlerTest {

    private static final String IN = "greeted.in";
    private static final String OUT = "greeted.out";
    private static final String SOURCE = """
            import dev.wadi.plugin.spi.PluginConfig;
            import dev.wadi.plugin.spi.handler.*;
            import java.lang.System.Logger.Level;
            import java.util.Map;

            public class Greeting implements EnrichmentHandler {
                private String to = "";
                private System.Logger logger;
                @Override public void configure(PluginConfig config) {
                    to = config.requiredText("to");
                }
                @Override public void initialize(HandlerEnvironment environment) {
                    logger = environment.logger();
                    if ("VERSION".equals("broken")) {
                        throw new IllegalStateException("nobody is at home");
                    }
                }
                @Override public EnrichmentResult enrich(EnrichmentContext context) {
                    context.data().put("greets", to + " VERSION");
                    return EnrichmentResult.ok(context.data());
                }
                @Override public void cleanup() {
                    logger.log(Level.INFO, "Greeting VERSION is over");
                }
            }
            """;
    private static final String ROUTE = """
            - route:
                id: greeted
                routeConfigurationId: pipeline
                from:
                  uri: kafka-ordered:greeted.in
                  steps:
                    - to: handler:greeting?config.to=world
                    - to: publish:greeted.out
            """;

    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        Files.writeString(scene.project().folder().resolve("routes/greeted.camel.yaml"), ROUTE);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private void drop(String version) throws IOException {
        Path file = scene.project().folder().resolve("plugins/greeting/Greeting.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, SOURCE.replace("VERSION", version));
    }

    private void write(int from, int count) {
        scene.kafka()
                .writeAll(
                        IN,
                        IntStream.range(from, from + count)
                                .mapToObj(i -> new ProducerRecord<>(IN, "key-" + i % 20, "{\"n\":" + i + "}"))
                                .toList());
    }

    private List<String> awaitOut(int count) {
        await().atMost(WadiProcess.LIMIT).until(() -> scene.kafka().size(OUT) >= count);
        return scene.kafka().values(OUT);
    }

    private static String greeted(int number, String version) {
        return "{\"n\":" + number + ",\"greets\":\"world " + version + "\"}";
    }

    @Test
    void a_handler_changes_and_breaks_while_records_flow_and_each_record_meets_it_once() throws Exception {
        drop("1.0");
        WadiProcess wadi = scene.start("run", "--routes", "greeted.camel.yaml").awaitStart();
        write(0, 50);
        assertThat(awaitOut(50)).contains(greeted(0, "1.0"), greeted(49, "1.0"));

        write(50, 2_000); // the next version comes while they are on their way
        drop("2.0");
        wadi.awaitLine("Plugin reloaded | plugin_name=greeting");
        wadi.awaitLine("Greeting 1.0 is over");
        write(2_050, 50);
        assertThat(awaitOut(2_100)).contains(greeted(2_050, "2.0"), greeted(2_099, "2.0"));

        drop("broken");
        wadi.awaitLine("nobody is at home");
        write(2_100, 50);
        assertThat(awaitOut(2_150)).contains(greeted(2_149, "2.0")).hasSize(2_150);
        scene.stop(wadi);
        wadi.awaitLine("Greeting 2.0 is over");
        assertThat(scene.kafka().values(IN + ".dlq")).isEmpty();
    }

    @Test
    void a_route_whose_handler_is_not_there_is_refused_with_its_place() throws Exception {
        WadiProcess wadi = scene.start("run", "--routes", "greeted.camel.yaml");
        wadi.awaitLine(
                "routes/greeted.camel.yaml:7: handler:greeting: no bean, plugin with a handler, or class is named");
    }
}
