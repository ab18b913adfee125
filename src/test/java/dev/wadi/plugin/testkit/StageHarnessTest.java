package dev.wadi.plugin.testkit;

import static dev.wadi.plugin.testkit.PluginAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageHarnessTest {

    private static final String PARCEL = "class: dev.wadi.plugin.testkit.ParcelPlugin\n";

    private static StageHarness parcel(String more) {
        return StageHarness.ofYaml("parcel", PARCEL + more).connections("depot");
    }

    private static StageResult run(StageHarness harness, String want) {
        return harness.stage("claimx", "event_ingest").run(Map.of("event_id", "evt-1", "want", want));
    }

    @Test
    void runs_a_plugin_by_the_real_loader_and_records_all_it_asks_for() {
        try (StageHarness harness = parcel("config:\n  topic: ${TOPIC}\n").variable("TOPIC", "crates")) {
            StageResult result = run(harness, "everything");
            assertThat(result)
                    .passed()
                    .kinds("log", "publish_to_topic", "http_webhook", "metric", "weigh")
                    .logged("parcel evt-1 at event_ingest")
                    .header("x-parcel", "yes")
                    .metric("parcels", 1)
                    .published("crates")
                    .withPayload("size", Map.of("y", 2.5))
                    .withPayload("at", StageHarness.NOW.toString())
                    .withHeader("x-own", "1")
                    .and()
                    .webhook("depot", "/in")
                    .withPayload("id", 7L)
                    .and()
                    .custom("weigh")
                    .withPayload("unit", "kg");
            assertThat(result.askedBy("parcel")).hasSize(5);
            assertThat(result.finished()).isTrue();
            assertThat(harness.calls())
                    .containsExactly(new RecordedCall(
                            "depot", "POST", "/in", Map.of("Content-Type", "application/json"), Map.of("id", 7)));
        }
    }

    @Test
    void tells_what_became_of_the_message_and_of_each_plugin() {
        try (StageHarness harness = parcel("")) {
            assertThat(run(harness, "nothing")).passed().noActions();
            assertThat(run(harness, "filter")).filtered("returned to sender").noActions();
            assertThat(run(harness, "throw")).failed("parcel").noActions();
            assertThat(run(harness, "throw").errors()).containsOnly(Map.entry("parcel", 1L));
            assertThat(run(harness, "nothing").errors()).isEmpty();
            assertThat(run(harness, "unknown").failedActions())
                    .containsExactly("test/parcel/paint: payload: no plugin has made the action 'paint' known."
                            + " Known: weigh");
            assertThatThrownBy(() -> assertThat(run(harness, "throw")).passed())
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("a plugin failed, the log says why: {parcel=1}");
        }
    }

    @Test
    void keeps_a_plugin_s_state_from_message_to_message() {
        try (StageHarness harness = parcel("")) {
            run(harness, "count");
            assertThat(run(harness, "count")).passed().header("x-seen", "2");
        }
    }

    @Test
    void what_listens_to_events_hears_them_before_telling_returns() {
        try (StageHarness harness = parcel("")) {
            harness.tell("truck.arrived", Map.of());
            assertThat(run(harness, "truck")).passed().header("x-truck", "truck.arrived");
        }
    }

    @Test
    void answers_a_plugin_s_own_calls_as_the_test_says() {
        try (StageHarness harness = parcel("").answer("register", "GET", "/street?of=5", "{\"street\": \"Elm\"}")) {
            HarnessedStage stage = harness.stage("xact", "entity_write");
            assertThat(stage.run("{\"want\": \"address\", \"project_id\": 5}"))
                    .passed()
                    .header("x-street", "Elm");
            assertThat(stage.run("{\"want\": \"address\", \"project_id\": 6}")).failed("parcel");
        }
    }

    @Test
    void an_action_that_waits_for_a_connection_is_not_finished() {
        try (StageHarness harness = parcel("").answer("depot", "POST", "/in", 401, "no")) {
            assertThat(run(harness, "everything").finished()).isFalse();
        }
        try (StageHarness harness = parcel("").answer("depot", "POST", "/in", 404, "gone")) {
            assertThat(run(harness, "everything").failedActions())
                    .containsExactly(
                            "test/parcel/http_webhook: payload: connection depot: POST /in answered 404: gone");
        }
    }

    @Test
    void runs_a_plugin_that_its_file_switches_off(@TempDir Path project) throws Exception {
        Path folder = Files.createDirectories(project.resolve("plugins/parcel"));
        Files.writeString(folder.resolve("config.yaml"), "enabled: false # for now\n" + PARCEL);
        Path connections = Files.createDirectories(project.resolve("connections"));
        Files.writeString(connections.resolve("depot.yaml"), "base_url: ${UNSET}\n");
        try (StageHarness harness = StageHarness.ofPlugin(folder)) {
            assertThat(run(harness, "everything")).passed().published("parcels");
        }
        try (StageHarness harness = StageHarness.of(project.resolve("plugins"))) {
            assertThat(run(harness, "everything")).passed().noActions();
        }
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("config.yaml"));
    }

    @Test
    void tells_problems_with_the_place_in_the_plugin_s_own_file(@TempDir Path plugins) throws Exception {
        Path folder = Files.createDirectories(plugins.resolve("parcel"));
        Files.writeString(folder.resolve("config.yaml"), PARCEL + "config:\n  topics: x\n");
        try (StageHarness harness = StageHarness.ofPlugin(folder)) {
            assertThatThrownBy(() -> harness.stage("claimx", "retry"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(folder + "/config.yaml:3: unknown field 'topics'. Did you mean 'topic'?");
        }
        try (StageHarness harness = parcel("")) {
            assertThatThrownBy(() -> harness.stage("claimx", "retri"))
                    .hasMessageStartingWith("stage: stage:retri names no stage. Did you mean 'retry'?");
        }
        try (StageHarness harness = parcel("").stages("retri")) {
            assertThat(harness.stage("claimx", "retri").run("{\"want\": \"nothing\"}"))
                    .passed();
        }
    }
}
