package dev.wadi.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionExecutorTest extends ActionTest {

    @Test
    void a_record_is_not_terminal_before_its_publish_is_acknowledged() {
        FakePublisher publisher = FakePublisher.holdingBack();
        executor(publisher).carryOut(asked(publish(null, Map.of()), record));
        record.exchangeEnds();
        assertThat(record.terminal()).isEmpty();
        publisher.acknowledge();
        assertThat(record.terminal()).contains(new Outcome.Delivered());
    }

    @Test
    void publishes_json_with_key_and_headers() {
        context.headers().put("x-trace", "t-1");
        context.headers().put("x-own", "context");
        FakePublisher publisher = FakePublisher.acknowledging();
        executor(publisher).carryOut(asked(publish("481516", Map.of("x-own", "action")), record));
        executor(publisher).carryOut(asked(publish(null, Map.of()), record));
        var first = publisher.published().getFirst();
        assertThat(FakePublisher.text(first.value())).isEqualTo("{\"task_id\":456}");
        assertThat(FakePublisher.text(first.key())).isEqualTo("481516");
        assertThat(FakePublisher.header(first, "x-trace")).isEqualTo("t-1");
        assertThat(FakePublisher.header(first, "x-own")).isEqualTo("action");
        assertThat(FakePublisher.text(publisher.published().get(1).key())).isEqualTo("evt-1");
    }

    @Test
    void a_failed_publish_is_parked_and_only_then_the_record_is_terminal() {
        var parked = deadLetters.holdBack();
        FakePublisher publisher = FakePublisher.holdingBack();
        executor(publisher).carryOut(asked(publish(null, Map.of("x-a", "1")), record));
        record.exchangeEnds();
        publisher.fail(broken);
        assertThat(record.terminal()).isEmpty();
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.ACTION);
            assertThat(letter.record()).isSameAs(record);
            assertThat(letter.stage()).isEqualTo("claimx-enrich/task_trigger/publish_to_topic");
            assertThat(letter.family()).isEqualTo(FailureFamily.TRANSIENT);
            assertThat(letter.cause()).isEqualTo("the sink is down");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.failedAt()).isEqualTo(NOW);
            assertThat(letter.payload())
                    .isEqualTo("{\"action\":\"publish_to_topic\",\"plugin\":\"task_trigger\","
                            + "\"topic\":\"plugin.photo_tasks\",\"key\":\"evt-1\",\"headers\":{\"x-a\":\"1\"},"
                            + "\"payload\":{\"task_id\":456}}");
        });
        parked.complete(null);
        assertThat(record.terminal()).isPresent();
        assertThat(meters.counter(
                                "plugin.action.failures",
                                "plugin",
                                "task_trigger",
                                "action",
                                "publish_to_topic",
                                "family",
                                "transient")
                        .count())
                .isEqualTo(1);
    }

    /** The route goes on while an action is under way, and may turn the body into something else. */
    @Test
    void a_dead_letter_has_what_the_message_was_when_the_action_was_asked_for() {
        FakePublisher publisher = FakePublisher.holdingBack();
        Map<String, Object> row = new HashMap<>(Map.of("task_id", 456));
        executor(publisher).carryOut(asked(new PluginAction.PublishToTopic("t", row, null, Map.of()), record));
        row.put("task_id", "changed");
        context.headers().put("x-late", "1");
        exchange.getMessage().setBody("changed");
        publisher.fail(broken);
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> assertThat(letter.payload())
                .endsWith("\"key\":\"evt-1\",\"headers\":{},\"payload\":{\"task_id\":456}}"));
    }

    @Test
    void a_record_stays_open_if_its_dead_letter_is_never_safe() {
        deadLetters.holdBack().completeExceptionally(new IllegalStateException("stopping"));
        FakePublisher publisher = FakePublisher.holdingBack();
        executor(publisher).carryOut(asked(publish(null, Map.of()), record));
        record.exchangeEnds();
        publisher.fail(broken);
        assertThat(record.terminal()).isEmpty();
    }

    @Test
    void holds_every_record_of_a_batch() {
        FakeRecordHandle second = FakeRecordHandle.at(8);
        FakePublisher publisher = FakePublisher.holdingBack();
        executor(publisher).carryOut(asked(publish(null, Map.of()), record, second));
        assertThat(List.of(record.holds(), second.holds())).containsExactly(2, 2);
        publisher.acknowledge();
        assertThat(List.of(record.holds(), second.holds())).containsExactly(1, 1);
    }

    @Test
    void refuses_headers_that_steer_camel() {
        FakePublisher publisher = FakePublisher.acknowledging();
        for (String name : List.of("CamelHttpUri", "camelFoo", "kafka.OVERRIDE_TOPIC", "org.apache.camel.x")) {
            executor(publisher).carryOut(asked(publish(null, Map.of(name, "evil")), record));
        }
        assertThat(publisher.published()).isEmpty();
        assertThat(deadLetters.letters()).hasSize(4).allSatisfy(letter -> {
            assertThat(letter.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(letter.cause()).contains("is refused: names that begin with Camel, kafka.");
        });
        record.exchangeEnds();
        assertThat(record.terminal()).isPresent();
    }

    @Test
    void a_payload_that_is_no_json_is_parked_as_its_text() {
        var action = new PluginAction.PublishToTopic(
                "t",
                new Object() {
                    @Override
                    public String toString() {
                        return "no json";
                    }
                },
                null,
                Map.of());
        executor(FakePublisher.acknowledging()).carryOut(asked(action, record));
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> assertThat(letter.payload())
                .contains("\"topic\":\"t\",\"impossible\":true,\"payload\":\"no json\""));
    }

    @Test
    void an_action_without_a_record_is_carried_out_and_its_failure_logged() {
        try (CapturedLog log = new CapturedLog()) {
            FakePublisher publisher = FakePublisher.holdingBack();
            executor(publisher).carryOut(asked(publish(null, Map.of())));
            publisher.fail(broken);
            assertThat(log.warnings())
                    .containsExactly("WARN Action failed, and has no record whose dead letter could keep it |"
                            + " where=enrichment_complete/task_trigger/publish_to_topic event_id=evt-1"
                            + " error=the sink is down");
            assertThat(deadLetters.letters()).isEmpty();
        }
    }

    @Test
    void logs_with_the_messages_fields() {
        try (CapturedLog log = new CapturedLog()) {
            executor(FakePublisher.acknowledging())
                    .carryOut(asked(
                            new PluginAction.Log(System.Logger.Level.WARNING, "{n} of {project_id}, {message.n}")));
            assertThat(log.lines())
                    .containsExactly("WARN Plugin log: 5 of 481516, 5 | plugin_name=task_trigger event_id=evt-1"
                            + " project_id=481516");
        }
    }

    @Test
    void records_metrics_but_not_without_bound() {
        ActionExecutor executor = executor(FakePublisher.acknowledging());
        executor.carryOut(asked(new PluginAction.Metric("photos", 3, Map.of("kind", "roof"))));
        executor.carryOut(asked(new PluginAction.Metric("photos", 4, Map.of("kind", "roof"))));
        var photos = meters.summary("photos", "plugin", "task_trigger", "kind", "roof");
        assertThat(photos.count()).isEqualTo(2);
        assertThat(photos.totalAmount()).isEqualTo(7);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 1_100; i++) {
                executor.carryOut(asked(new PluginAction.Metric("leak", 1, Map.of("id", "" + i))));
            }
            assertThat(meters.find("leak").meters()).hasSizeLessThanOrEqualTo(1_000);
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
