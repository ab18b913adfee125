package dev.wadi.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WebhooksTest extends ActionTest {

    @Test
    void calls_a_connection_with_the_same_idempotency_key_each_time() {
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook(), record));
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook(), FakeRecordHandle.at(7)));
        assertThat(connections.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.connection()).isEqualTo("receiver");
            assertThat(call.request().method()).isEqualTo("POST");
            assertThat(call.request().path()).isEqualTo("/webhooks/x");
            assertThat(FakePublisher.text(call.request().body())).isEqualTo("{\"task_id\":456}");
            assertThat(call.request().headers()).containsEntry("Content-Type", "application/json");
            assertThat(call.request().idempotencyKey())
                    .isEqualTo(record.origin().idempotencyKey("enrichment_complete/task_trigger/2"));
        });
    }

    @Test
    void calls_a_url_by_its_address_and_path() {
        var webhook = PluginAction.HttpWebhook.toUrl(URI.create("https://api.example.com:8443/a%20b?x=1"), "b");
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook));
        assertThat(connections.calls()).singleElement().satisfies(call -> {
            assertThat(call.connection()).isEqualTo("https://api.example.com:8443");
            assertThat(call.request().path()).isEqualTo("/a%20b?x=1");
            assertThat(call.request().idempotencyKey()).isNull();
        });
    }

    @Test
    void waits_while_the_breaker_is_open_instead_of_filling_the_dead_letters() {
        connections.failing(open, open, open);
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook(), record));
        record.exchangeEnds();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> record.terminal()
                .isPresent());
        assertThat(connections.calls()).hasSize(4);
        assertThat(connections.calls().stream()
                        .map(call -> Optional.ofNullable(call.request().idempotencyKey()))
                        .distinct())
                .hasSize(1);
        assertThat(deadLetters.letters()).isEmpty();
    }

    @Test
    void waits_while_a_connections_credentials_are_refused() {
        connections.failing(refused, refused);
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook(), record));
        record.exchangeEnds();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> record.terminal()
                .isPresent());
        assertThat(deadLetters.letters()).isEmpty();
    }

    @Test
    void a_url_that_refuses_is_a_dead_letter() {
        connections.failing(refused);
        executor(FakePublisher.acknowledging())
                .carryOut(
                        asked(PluginAction.HttpWebhook.toUrl(URI.create("https://a.example/x?t=canary"), "b"), record));
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.family()).isEqualTo(FailureFamily.AUTH);
            assertThat(letter.payload()).contains("https://a.example/x").doesNotContain("canary");
        });
    }

    @Test
    void a_record_stays_open_if_we_stop_while_its_webhook_waits() {
        scheduler.shutdownNow();
        connections.failing(open);
        executor(FakePublisher.acknowledging()).carryOut(asked(webhook(), record));
        record.exchangeEnds();
        assertThat(record.terminal()).isEmpty();
    }

    @Test
    void a_connection_that_does_not_exist_is_a_dead_letter() {
        executor(FakePublisher.acknowledging())
                .carryOut(asked(PluginAction.HttpWebhook.toConnection("nowhere", "", null), record));
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> assertThat(letter.cause())
                .isEqualTo("plugin task_trigger: the connection 'nowhere' does not exist"));
    }

    @Test
    void nobody_waits_for_an_async_webhook() {
        try (CapturedLog log = new CapturedLog()) {
            var answer = connections.holdBack();
            var async = new PluginAction.HttpWebhook(
                    new WebhookTarget.Named("receiver", "/x"),
                    "PUT",
                    Map.of("Authorization", "Bearer canary"),
                    "b",
                    true);
            executor(FakePublisher.acknowledging()).carryOut(asked(async, record));
            record.exchangeEnds();
            assertThat(record.terminal()).isPresent();
            answer.completeExceptionally(broken);
            assertThat(deadLetters.letters()).isEmpty();
            assertThat(log.warnings())
                    .containsExactly("WARN Action failed, nobody waits for it | where=claimx-enrich/task_trigger/"
                            + "http_webhook event_id=evt-1 error=the sink is down");
            assertThat(log.lines()).noneMatch(line -> line.contains("canary"));
        }
    }
}
