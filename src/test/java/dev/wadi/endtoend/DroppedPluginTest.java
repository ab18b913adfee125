package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin is a file: copied, it runs; changed, it runs in its new version; deleted, it leaves nothing behind. */
final class DroppedPluginTest {

    private static final String TOPIC = "plugin.greetings";
    private static final String SOURCE = """
            import dev.wadi.plugin.spi.*;
            import java.util.*;

            /** Greets every event. */
            public class GreetingPlugin implements Plugin {
                @Override public String name() { return "greeting"; }
                @Override public String version() { return "VERSION"; }
                @Override public Set<String> stages() { return Set.of("enrichment_complete"); }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.success().with(new PluginAction.PublishToTopic(
                            "plugin.greetings", Map.of("event_id", context.eventId(), "version", version()),
                            null, Map.of()));
                }
            }
            """;

    private final Load load = new Load(4);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        scene.kafka().topics().ensure(TOPIC);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private Path source() {
        return scene.project().folder().resolve("plugins/greeting/GreetingPlugin.java");
    }

    private void drop(String source) throws IOException {
        Files.createDirectories(source().getParent());
        Files.writeString(source(), source);
    }

    private record Greeting(String eventId, String version) {}

    private List<Greeting> greetings() {
        List<Greeting> greetings = new ArrayList<>();
        for (String value : scene.kafka().values(TOPIC)) {
            Map<String, @Nullable Object> body = Json.object(value.getBytes(StandardCharsets.UTF_8));
            greetings.add(new Greeting(String.valueOf(body.get("event_id")), String.valueOf(body.get("version"))));
        }
        return greetings;
    }

    /** Waits until each event that has rows was written, with what plugins asked for it. */
    private void awaitRows() {
        await().atMost(WadiProcess.LIMIT).until(() -> scene.kafka().values(Load.ROWS).stream()
                .map(value -> Load.eventId(value.getBytes(StandardCharsets.UTF_8)))
                .toList()
                .containsAll(load.sound()));
    }

    private static String get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void a_plugin_comes_changes_breaks_and_goes_while_events_flow() throws Exception {
        WadiProcess wadi = scene.start("run").awaitStart();
        load.write(scene.kafka(), 40);
        awaitRows();
        assertThat(greetings()).isEmpty();
        Set<String> before = load.sound();

        drop(SOURCE.replace("VERSION", "1.0"));
        wadi.awaitLine("Plugin added | plugin_name=greeting plugin_version=1.0");
        load.write(scene.kafka(), 40);
        awaitRows();
        assertThat(greetings()).extracting(Greeting::version).containsOnly("1.0");
        assertThat(greeted()).isEqualTo(without(load.sound(), before));

        // The next version comes while events are on their way: each is greeted by one of the two.
        load.write(scene.kafka(), 200);
        drop(SOURCE.replace("VERSION", "2.0"));
        load.write(scene.kafka(), 200);
        wadi.awaitLine("Plugin reloaded | plugin_name=greeting plugin_version=2.0");
        load.write(scene.kafka(), 20);
        awaitRows();
        assertThat(greeted()).isEqualTo(without(load.sound(), before));
        assertThat(greetings()).extracting(Greeting::version).contains("1.0", "2.0");

        drop(SOURCE.replace("VERSION", "3.0").replace("return PluginResult", "return Nothing"));
        wadi.awaitLine("GreetingPlugin.java:");
        load.write(scene.kafka(), 20);
        awaitRows();
        assertThat(greeted()).isEqualTo(without(load.sound(), before));
        assertThat(greetings()).extracting(Greeting::version).doesNotContain("3.0");

        assertThat(get(wadi.management().resolve("/metrics"))).contains("plugin=\"greeting\"");
        Files.delete(source());
        Files.delete(source().getParent());
        wadi.awaitLine("Plugin removed | plugin_name=greeting");
        Set<String> until = load.sound();
        load.write(scene.kafka(), 40);
        awaitRows();
        assertThat(greeted()).isEqualTo(without(until, before));
        assertThat(get(wadi.management().resolve("/metrics"))).doesNotContain("plugin=\"greeting\"");
        scene.stop(wadi);
    }

    /** The events that were greeted, each exactly once. */
    private Set<String> greeted() {
        List<String> ids = greetings().stream().map(Greeting::eventId).toList();
        assertThat(ids).doesNotHaveDuplicates();
        return new TreeSet<>(ids);
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
