package dev.wadi.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakePublisher;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plugin may not do is never done, and never lost without a word. */
class ForbiddenActionTest extends ActionTest {

    private final FakePublisher publisher = FakePublisher.acknowledging();
    private final ActionExecutor limited = executor(publisher)
            .limitedBy(plugin -> plugin.equals("task_trigger")
                    ? new ActionLimits(Optional.of(Set.of("plugin.audit")), Optional.of(Set.of("other", "localhost")))
                    : ActionLimits.NONE);

    private DeadLetter letter() {
        return deadLetters.letters().getLast();
    }

    @Test
    void a_publish_to_a_topic_that_is_not_allowed_is_parked_instead() {
        var parked = deadLetters.holdBack();
        limited.carryOut(asked(publish(null, Map.of("x-a", "1")), record));
        record.exchangeEnds();
        assertThat(record.terminal()).as("before the letter is safe").isEmpty();
        parked.complete(null);
        assertThat(record.terminal()).isPresent();
        assertThat(publisher.published()).isEmpty();
        assertThat(letter().kind()).isEqualTo(DeadLetter.Kind.ACTION);
        assertThat(letter().family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(letter().attempts()).isZero();
        assertThat(letter().cause())
                .isEqualTo("plugin 'task_trigger' may not publish to 'plugin.photo_tasks'. Allowed: plugin.audit");
        assertThat(letter().payload())
                .isEqualTo("{\"action\":\"publish_to_topic\",\"plugin\":\"task_trigger\",\"forbidden\":true,"
                        + "\"topic\":\"plugin.photo_tasks\",\"key\":\"evt-1\",\"headers\":{\"x-a\":\"1\"},"
                        + "\"payload\":{\"task_id\":456}}");
    }

    @Test
    void it_is_counted_as_a_failed_action() {
        limited.carryOut(asked(publish(null, Map.of()), record));
        assertThat(meters.counter(
                                "plugin.action.failures",
                                "plugin",
                                "task_trigger",
                                "action",
                                "publish_to_topic",
                                "family",
                                "payload")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_webhook_to_a_connection_that_is_not_allowed_is_parked_instead() {
        limited.carryOut(asked(webhook(), record));
        assertThat(connections.calls()).isEmpty();
        assertThat(letter().cause())
                .isEqualTo("plugin 'task_trigger' may not call the connection 'receiver'. Allowed: localhost, other");
    }

    @Test
    void a_webhook_to_a_host_that_is_not_allowed_is_parked_instead() {
        limited.carryOut(asked(
                PluginAction.HttpWebhook.toUrl(URI.create("http://169.254.169.254/latest?token=canary"), null),
                record));
        assertThat(connections.calls()).isEmpty();
        assertThat(letter().cause())
                .isEqualTo("plugin 'task_trigger' may not call the host '169.254.169.254'. Allowed: localhost, other");
        assertThat(letter().payload()).doesNotContain("canary");
    }

    /** Nobody waits for it, but that it is not even tried must be seen. */
    @Test
    void a_fire_and_forget_webhook_that_is_not_allowed_is_parked_too() {
        PluginAction.HttpWebhook call = webhook();
        limited.carryOut(
                asked(new PluginAction.HttpWebhook(call.target(), "POST", Map.of(), call.body(), true), record));
        assertThat(connections.calls()).isEmpty();
        assertThat(deadLetters.letters()).hasSize(1);
        record.exchangeEnds();
        assertThat(record.terminal()).isPresent();
    }

    @Test
    void what_is_allowed_is_carried_out() {
        limited.carryOut(asked(new PluginAction.PublishToTopic("plugin.audit", Map.of(), null, Map.of()), record));
        limited.carryOut(
                asked(PluginAction.HttpWebhook.toUrl(URI.create("http://localhost:8070/x"), Map.of()), record));
        assertThat(publisher.published()).hasSize(1);
        assertThat(connections.calls()).hasSize(1);
        assertThat(deadLetters.letters()).isEmpty();
    }

    @Test
    void the_limits_are_the_plugin_s_own() {
        limited.carryOut(new AskedAction(publish(null, Map.of()), "another", 0, context, java.util.List.of(record)));
        assertThat(publisher.published()).hasSize(1);
    }

    @Test
    void without_a_record_it_is_logged() {
        try (CapturedLog log = new CapturedLog()) {
            limited.carryOut(asked(publish(null, Map.of())));
            assertThat(log.warnings()).singleElement().asString().contains("may not publish to 'plugin.photo_tasks'");
        }
    }

    @Test
    void its_letter_says_that_it_was_forbidden_and_can_be_carried_out_once_it_is_not() {
        limited.carryOut(asked(publish("k", Map.of()), record));
        SavedAction saved = SavedAction.read(Objects.requireNonNull(letter().payload()));
        assertThat(saved.isForbidden()).isTrue();
        assertThat(saved).hasToString("publish to plugin.photo_tasks");
        assertThat(saved.sending()).isInstanceOf(Sending.ToTopic.class);
    }
}
