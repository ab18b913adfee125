package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.json.Json;
import dev.wadi.log.RepeatedLines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process tells while secrets are everywhere and records fail in numbers. */
final class LogTest {

    private static final int BROKEN = 60; // fewer than the flood guard looks at

    private static final String SOURCE = """
            import dev.wadi.plugin.spi.*;
            import dev.wadi.plugin.spi.kind.*;
            import java.lang.System.Logger.Level;
            import java.util.*;

            /** Says whatever it knows, wherever it can. */
            public class LeakyPlugin implements HealthPlugin {
                private String token = "";
                private boolean told;
                @Override public String name() { return "leaky"; }
                @Override public Set<String> stages() { return Set.of("enrichment_complete"); }
                @Override public void configure(PluginConfig config) { token = config.requiredText("api_token"); }
                @Override public Map<String, Object> defaultConfig() { return Map.of("api_token", ""); }
                @Override public HealthStatus checkHealth() {
                    return new HealthStatus(false, "no answer from https://u:canary-1@host/?sig=canary-2 with " + token,
                            Map.of("password", "canary-3", "last", "Authorization: Bearer canary-4"));
                }
                @Override public synchronized PluginResult execute(PluginContext context) {
                    if (!told) {
                        told = true;
                        context.log(Level.INFO, "Leaks " + token, "url", "https://h/a?X-Amz-Signature=canary-6",
                                "api_key", "canary 7", "nested", Map.of("list", List.of(token)), "count", 8);
                        context.logException(new IllegalStateException(token, new Error("password=canary-9")), "Threw");
                    }
                    context.ask(PluginAction.HttpWebhook.toUrl(
                            java.net.URI.create("http://u:canary-10@169.254.169.254/a?token=canary-11"), Map.of()));
                    throw new IllegalStateException("for " + context.eventId() + ": Basic Y2FuYXJ5LTEyOmE= " + token);
                }
            }
            """;

    private final Load load = new Load(6);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        Path plugin = Files.createDirectories(scene.project().folder().resolve("plugins/leaky"));
        Files.writeString(plugin.resolve("LeakyPlugin.java"), SOURCE);
        Files.writeString(plugin.resolve("config.yaml"), "config:\n  api_token: ${LEAKY_TOKEN}\n");
        scene.with("LEAKY_TOKEN", "the-canary-itself").with("WADI_MANAGEMENT_PASSWORD", "canary-5ecret");
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private static String get(URI uri) throws Exception {
        String operator = Base64.getEncoder().encodeToString("admin:canary-5ecret".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + operator)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Runs until all has failed that can, and gives everything that was told. */
    private List<String> run(String format) throws Exception {
        WadiProcess wadi =
                scene.with("LOG_FORMAT", format).start("run").awaitStart().awaitLine("Leaks ");
        URI management = wadi.management();
        await().atMost(WadiProcess.LIMIT)
                .until(() -> get(management.resolve("/health")).contains("no answer from"));
        List<String> told = new ArrayList<>();
        for (String page : List.of("/health", "/metrics", "/plugins/status", "/plugins/leaky/health")) {
            told.add(get(management.resolve(page)));
        }
        scene.stop(wadi);
        told.addAll(wadi.output());
        return told;
    }

    private List<String> causes() {
        List<String> causes = new ArrayList<>();
        for (String topic : List.of(Load.RAW + ".dlq", Load.PENDING + ".dlq")) {
            for (ConsumerRecord<byte[], byte[]> letter : scene.kafka().read(topic)) {
                Header cause = letter.headers().lastHeader("wadi-cause");
                causes.add(new String(cause.value(), StandardCharsets.UTF_8));
            }
        }
        return causes;
    }

    private void write() {
        load.write(scene.kafka(), 100);
        scene.kafka()
                .writeAll(
                        Load.RAW,
                        IntStream.range(0, BROKEN)
                                .mapToObj(i -> new ProducerRecord<>(
                                        Load.RAW, "key-" + i, "{\"event_id\":\"evt-" + i + "\", token=canary-13"))
                                .toList());
    }

    @Test
    void no_secret_shows_anywhere_and_a_flood_of_failures_takes_few_lines() throws Exception {
        write();
        List<String> json = run("json");
        write();
        List<String> text = run("text");

        assertThat(json).noneMatch(told -> told.contains("canary"));
        assertThat(text).noneMatch(told -> told.contains("canary"));
        assertThat(causes()).hasSizeGreaterThan(2 * BROKEN).noneMatch(cause -> cause.contains("canary"));

        List<Map<String, @Nullable Object>> lines = json.stream()
                .filter(line -> line.startsWith("{\"time\""))
                .map(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(lines).as("all but the four pages").hasSize(json.size() - 4);
        assertThat(lines)
                .filteredOn(line -> "Leaks ***".equals(line.get("message")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("plugin", "leaky")
                        .containsEntry("stage", "enrichment_complete")
                        .containsEntry("worker", "claimx-enrich")
                        .containsEntry("count", 8)
                        .containsEntry("api_key", "***")
                        .containsKeys("event_id", "origin"));
        for (String kind : List.of("dead letter", "Plugin execution failed")) {
            assertThat(lines)
                    .as(kind)
                    .filteredOn(line -> String.valueOf(line.get("message")).startsWith(kind))
                    .hasSizeBetween(1, 4 * RepeatedLines.WRITTEN)
                    .allSatisfy(line -> assertThat(line).containsKey("origin"));
        }
        assertThat(lines).hasSizeLessThan(100);
    }
}
