package dev.wadi.plugin.shipped.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.fake.PluginFolder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilterPluginTest {

    private final PluginFolder folder;

    EventFilterPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "event_filter");
    }

    private Plugin plugin(String config) {
        return folder.load(config);
    }

    private static boolean filters(Plugin plugin, Map<String, String> event) throws Exception {
        PluginResult result =
                plugin.execute(FakeContext.of("xact", "event_ingest", event, PluginEnvironment.alone("event_filter")));
        return result.actions().stream().anyMatch(PluginAction.Filter.class::isInstance);
    }

    private static boolean filters(Plugin plugin, String type) throws Exception {
        return filters(plugin, Map.of("event_type", type));
    }

    @Test
    void leaves_out_what_matches_from_the_start() throws Exception {
        Plugin plugin = plugin("pattern: TEST_");
        assertThat(filters(plugin, "TEST_EVENT")).isTrue();
        assertThat(filters(plugin, "PROJECT_CREATED")).isFalse();
        assertThat(filters(plugin, "NO_TEST_EVENT")).isFalse();
    }

    @Test
    void inverted_leaves_out_everything_else() throws Exception {
        Plugin plugin = plugin("pattern: PROJECT_\ninvert: true");
        assertThat(filters(plugin, "PROJECT_CREATED")).isFalse();
        assertThat(filters(plugin, "TEST_EVENT")).isTrue();
    }

    @Test
    void an_event_without_a_type_counts_as_empty() throws Exception {
        assertThat(filters(plugin("pattern: .*"), Map.of())).isTrue();
        assertThat(filters(plugin("pattern: .+"), Map.of())).isFalse();
        assertThat(filters(plugin("pattern: .+\ninvert: true"), Map.of())).isTrue();
    }

    @Test
    void looks_at_the_beginning_of_a_long_type_only() throws Exception {
        Plugin plugin = plugin("pattern: A*B");
        assertThat(filters(plugin, "A".repeat(EventFilterPlugin.MAX_LENGTH) + "B"))
                .isFalse();
        assertThat(filters(plugin, "A".repeat(EventFilterPlugin.MAX_LENGTH - 1) + "B"))
                .isTrue();
    }

    @Test
    void the_reason_holds_for_many_events() throws Exception {
        PluginResult result = plugin("pattern: TEST_.*")
                .execute(FakeContext.event("TEST_1", PluginEnvironment.alone("event_filter")));
        assertThat(result).isEqualTo(PluginResult.filter("event type matches the pattern 'TEST_.*'"));
    }

    @Test
    void runs_early_in_the_pipeline_unless_the_file_says_otherwise() {
        assertThat(folder.define("config: {pattern: x}").stages()).containsExactly("event_ingest");
        assertThat(folder.define("stages: [retry]\nconfig: {pattern: x}").stages())
                .containsExactly("retry");
    }

    /** The original's default pattern matched everything, so that a filter without one left out every event. */
    @Test
    void a_pattern_is_needed_and_must_be_one() {
        assertThat(folder.problems("invert: true")).containsExactly("2: the field 'pattern' is missing");
        assertThat(folder.problems("pattern: \"a(b\""))
                .containsExactly("2: pattern must be a regular expression, but 'a(b' is none: Unclosed group at"
                        + " character 4");
        assertThat(folder.problems("patern: a\npattern: b\ninvert: maybe"))
                .containsExactlyInAnyOrder(
                        "2: unknown field 'patern'. Did you mean 'pattern'?",
                        "4: invert must be true or false, but was 'maybe'");
    }
}
