package dev.wadi.plugin.testkit;

import static dev.wadi.plugin.testkit.PluginAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.plugin.spi.PluginResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestContextTest {

    private static PluginResult run(String want) throws Exception {
        return TestContext.at("claimx", "retry")
                .message(Map.of("event_id", "evt-9"))
                .with("want", want)
                .execute(new ParcelPlugin());
    }

    @Test
    void is_all_that_a_plugin_may_ask_of_a_message() {
        TestContext context = TestContext.at("claimx", "retry")
                .message(
                        "{\"event_id\": \"evt-1\", \"event_type\": \"T\", \"project_id\": 5, \"tasks\": [{\"id\": 3}]}")
                .header("x-a", "1")
                .error("timed out")
                .retryCount(2);
        assertThat(List.of(context.domain(), context.stage(), context.eventId(), context.eventType()))
                .containsExactly("claimx", "retry", "evt-1", "T");
        assertThat(context.projectId()).isEqualTo("5");
        assertThat(context.field("data.entities.tasks[0].id")).isEqualTo(3);
        assertThat(context.field("headers.x-a")).isEqualTo("1");
        assertThat(context.error()).isEqualTo("timed out");
        assertThat(context.retryCount()).isEqualTo(2);
        assertThat(context.timestamp()).isEqualTo(StageHarness.NOW);
        assertThat(TestContext.at("x", "y").data("rows", 4).field("data.rows")).isEqualTo(4);
    }

    @Test
    void executes_a_plugin_without_anything_around_it() throws Exception {
        assertThat(run("everything"))
                .succeeded()
                .kinds("log", "publish_to_topic", "http_webhook", "metric", "weigh")
                .header("x-parcel", "yes")
                .published("parcels")
                .withPayload("size.x", 1);
        assertThat(run("nothing")).skipped("not wanted").noActions();
        assertThat(run("filter")).filtered("returned to sender").noActions();
        assertThat(run("fly")).failed("cannot fly").noActions();
        assertThatThrownBy(() -> run("null")).isInstanceOf(AssertionError.class).hasMessageContaining("returned null");
    }

    @Test
    void a_failed_assertion_says_what_was_expected_and_what_came() throws Exception {
        PluginResult everything = run("everything");
        ActionsAssert actions = assertThat(everything).succeeded();
        assertMessage(() -> assertThat(everything).skipped("late"), "expected SKIPPED: late\nbut was SUCCESS: packed");
        assertMessage(
                () -> assertThat(everything).filtered("late"),
                "expected that the message is filtered: late\nbut was SUCCESS: packed");
        assertMessage(
                () -> assertThat(run("filter")).succeeded(),
                "expected that the message goes on, but it was" + " filtered: returned to sender");
        assertMessage(
                () -> actions.published("parcels").withPayload("size", Map.of("x", 2)),
                "payload.size.x: expected 2, but was 1\nin {");
        assertMessage(actions::noActions, "expected the actions []\nbut they were [log, publish_to_topic,");
        assertMessage(() -> actions.header("x-parcel", "no"), "expected the header x-parcel: no\nbut the headers were");
        assertMessage(() -> actions.logged("crate"), "expected a log line with 'crate'\nbut the actions were Log[");
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void assertMessage(Check check, String message) {
        assertThatThrownBy(check::run).isInstanceOf(AssertionError.class).hasMessageStartingWith(message);
    }
}
