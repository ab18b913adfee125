package dev.wadi.action;

import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.RecordHandle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What actions run against. */
abstract class ActionTest {

    static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    final Failure broken = Failure.of(FailureFamily.TRANSIENT, "the sink is down", null, 3);
    final Failure open = Failure.of(FailureFamily.CIRCUIT_OPEN, "breaker open", null, 0);
    final Failure refused = Failure.of(FailureFamily.AUTH, "401", null, 1);

    final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CollectedDeadLetters deadLetters = new CollectedDeadLetters();
    final FakeConnections connections = new FakeConnections("receiver");
    final FakeRecordHandle record = FakeRecordHandle.at(7);
    final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    final CustomActions custom = new CustomActions();
    final ExchangeContext context = new ExchangeContext(exchange, "claimx", "enrichment_complete", NOW);

    ActionTest() {
        exchange.getMessage().setBody(Map.of("event_id", "evt-1", "project_id", "481516", "n", 5));
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    ActionExecutor executor(FakePublisher publisher) {
        Webhooks webhooks =
                new Webhooks(connections, uri -> connections.client(uri.toString()), scheduler, Duration.ofMillis(5));
        return new ActionExecutor(
                publisher, webhooks, custom, deadLetters, asked -> {}, meters, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    AskedAction asked(PluginAction.Effect action, RecordHandle... records) {
        return new AskedAction(action, "task_trigger", 2, context, List.of(records));
    }

    static PluginAction.PublishToTopic publish(@Nullable String key, Map<String, String> headers) {
        return new PluginAction.PublishToTopic("plugin.photo_tasks", Map.of("task_id", 456), key, headers);
    }

    static PluginAction.HttpWebhook webhook() {
        return PluginAction.HttpWebhook.toConnection("receiver", "/webhooks/x", Map.of("task_id", 456));
    }
}
