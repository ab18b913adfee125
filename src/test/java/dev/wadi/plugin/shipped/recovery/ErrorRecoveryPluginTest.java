package dev.wadi.plugin.shipped.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorRecoveryPluginTest {

    private final RecordingEnvironment environment = new RecordingEnvironment("error_recovery");
    private final PluginFolder folder;

    ErrorRecoveryPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "error_recovery");
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private Plugin plugin(String rules) throws Exception {
        Plugin plugin = folder.load("rules:\n" + rules.indent(2));
        plugin.onLoad(environment);
        return plugin;
    }

    private PluginResult error(Plugin plugin, String stage, String error) throws Exception {
        return plugin.execute(
                FakeContext.failed("claimx", stage, Map.of("event_id", "e1"), new IOException(error), environment));
    }

    private static List<String> kinds(PluginResult result) {
        return result.actions().stream().map(PluginAction::kind).toList();
    }

    @Test
    void counts_every_error_and_raises_the_alarm_at_the_threshold_once() throws Exception {
        Plugin plugin =
                plugin("- {name: refused, message: refused, threshold: 3, log: \"{rule}: {threshold} at {stage}\"}");
        assertThat(Stream.of(1, 2, 3, 4, 5).map(i -> {
                    try {
                        return kinds(error(plugin, "error", "Connection refused"));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .containsExactly(
                        List.of("metric"),
                        List.of("metric"),
                        List.of("metric", "metric", "log"),
                        List.of("metric"),
                        List.of("metric"));
    }

    @Test
    void the_alarm_says_what_happened_without_secrets() throws Exception {
        Plugin plugin = plugin("""
                - name: all
                  webhook: {connection: alerts, path: /alarm}
                  log: {level: error, message: "{rule} in {domain}: {event_id}"}
                """);
        PluginResult result = error(plugin, "error", "GET https://b.example/x?sig=canary failed");
        assertThat(result.actions())
                .contains(
                        new PluginAction.Metric("error_recovery.errors", 1, Map.of("rule", "all", "stage", "error")),
                        new PluginAction.Metric("error_recovery.alarms", 1, Map.of("rule", "all")),
                        new PluginAction.Log(System.Logger.Level.ERROR, "all in claimx: {event_id}"));
        assertThat(result.actions().getLast())
                .isInstanceOfSatisfying(PluginAction.HttpWebhook.class, call -> assertThat((Map<?, ?>) call.body())
                        .extracting("rule", "threshold", "domain", "stage", "event_id", "error")
                        .containsExactly("all", 1, "claimx", "error", "e1", "GET https://b.example/x?*** failed"));
    }

    @Test
    void other_errors_and_stages_are_left_alone() throws Exception {
        Plugin plugin = plugin("- {name: refused, message: refused, stages: [dlq]}");
        assertThat(kinds(error(plugin, "error", "refused"))).isEmpty();
        assertThat(kinds(error(plugin, "dlq", "other"))).isEmpty();
        assertThat(kinds(error(plugin, "dlq", "was refused"))).isNotEmpty();
    }

    @Test
    void tells_the_families_of_errors_apart() throws Exception {
        Plugin plugin = plugin("- {name: a, categories: [transient, circuit_open]}");
        assertThat(kinds(error(plugin, "error", "x"))).isNotEmpty();
        assertThat(plugin.execute(FakeContext.failed(
                                "claimx", "error", Map.of(), new IllegalArgumentException("x"), environment))
                        .actions())
                .isEmpty();
    }

    @Test
    void only_errors_within_the_window_count_and_the_alarm_comes_again_after_the_cool_down() throws Exception {
        plugin("- {name: r, threshold: 2, window: 10s, cool_down: 60s}");
        RecoveryRule rule = new RecoveryRule(
                "r",
                Set.of("error"),
                Set.of(),
                Optional.empty(),
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty());
        ErrorCounts counts = new ErrorCounts(environment.state());
        Instant start = FakeContext.TIMESTAMP;
        assertThat(counts.raises(rule, start)).isFalse();
        assertThat(counts.raises(rule, start.plusSeconds(11))).isFalse();
        assertThat(counts.raises(rule, start.plusSeconds(12))).isTrue();
        assertThat(counts.raises(rule, start.plusSeconds(13))).isFalse();
        assertThat(counts.raises(rule, start.plusSeconds(72))).isFalse();
        assertThat(counts.raises(rule, start.plusSeconds(73))).isTrue();
    }

    /** What it remembers is handed on at a reload, so that a reload is no second alarm. */
    @Test
    void remembers_the_alarm_over_a_reload() throws Exception {
        String rules = "- {name: r, threshold: 1}";
        assertThat(kinds(error(plugin(rules), "error", "x"))).hasSize(2);
        assertThat(kinds(error(plugin(rules), "error", "x"))).hasSize(1);
        assertThat(environment.state().values())
                .allMatch(value -> value instanceof Instant
                        || (value instanceof List<?> list && list.stream().allMatch(Instant.class::isInstance)));
    }

    @Test
    void what_it_remembers_is_bounded() throws Exception {
        Plugin plugin = plugin("- {name: r, threshold: 5, window: 1h}");
        for (int i = 0; i < 1_000; i++) {
            error(plugin, "error", "x");
        }
        assertThat((List<?>) environment.state().get("times:r")).hasSize(5);
    }

    @Test
    void runs_at_the_stages_of_its_rules() {
        assertThat(folder.define("config: {rules: [{name: a}, {name: b, stages: [dlq]}]}")
                        .stages())
                .containsExactlyInAnyOrder("error", "dlq");
    }

    @Test
    void each_mistake_has_its_message() {
        assertThat(folder.problems("rule: []"))
                .containsExactlyInAnyOrder(
                        "2: unknown field 'rule'. Did you mean 'rules'?",
                        "2: there are no rules. Possible: rules: [{name: auth, categories: [auth]}]");
        assertThat(folder.problems("""
                        rules:
                          - {threshold: 0, window: soon}
                          - {name: a, categories: [network], stages: dlq}
                          - {name: a, threshold: 5000}
                        """))
                .containsExactlyInAnyOrder(
                        "3: the field 'name' is missing",
                        "3: threshold must be at least 1, but was 0",
                        "3: window must be a time such as 30s, 5m or 500ms, but was 'soon'",
                        "4: 'network' is not possible in categories. Possible: transient, auth, payload, circuit-open",
                        "4: stages must be a list, but was 'dlq'",
                        "5: threshold must be at most 1000, but was 5000",
                        "2: two rules are named 'a'. Give one of them another name");
    }
}
