package dev.wadi.action;

import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.log.LineLogger;
import dev.wadi.log.LogScope;
import dev.wadi.plugin.spi.MessageTemplate;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.log.StructuredLog;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Hold;
import dev.wadi.record.RecordHandle;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries actions out without blocking. An action holds its records open until it is acknowledged, or until its dead
 * letter is. Thread-safe.
 */
public final class ActionExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(ActionExecutor.class);
    private static final StructuredLog LINES = LineLogger.of(ActionExecutor.class.getName());

    private final EventPublisher publisher;
    private final Webhooks webhooks;
    private final CustomActions custom;
    private final ActionListener listener;
    private final FailedActions failed;
    private final PluginMetrics metrics;
    private final Function<String, ActionLimits> limits;

    public ActionExecutor(
            EventPublisher publisher,
            Webhooks webhooks,
            CustomActions custom,
            DeadLetters deadLetters,
            ActionListener listener,
            MeterRegistry meters,
            Clock clock) {
        this.publisher = publisher;
        this.webhooks = webhooks;
        this.custom = custom;
        this.listener = listener;
        this.failed = new FailedActions(deadLetters, meters, clock);
        this.metrics = new PluginMetrics(meters);
        this.limits = plugin -> ActionLimits.NONE;
    }

    private ActionExecutor(ActionExecutor other, Function<String, ActionLimits> limits) {
        this.publisher = other.publisher;
        this.webhooks = other.webhooks;
        this.custom = other.custom;
        this.listener = other.listener;
        this.failed = other.failed;
        this.metrics = other.metrics;
        this.limits = limits;
    }

    /** The same, but a plugin's actions go only where its limits allow. Others become dead letters at once. */
    public ActionExecutor limitedBy(Function<String, ActionLimits> ofPlugin) {
        return new ActionExecutor(this, ofPlugin);
    }

    /** Forgets the metrics that a plugin has recorded: it is gone. */
    public void forget(String plugin) {
        metrics.forget(plugin);
    }

    /** Starts an action. Its failure is dealt with here, it never comes back to the caller. */
    public void carryOut(AskedAction asked) {
        listener.asked(asked);
        switch (asked.action()) {
            case PluginAction.PublishToTopic publish -> publish(asked, publish);
            case PluginAction.HttpWebhook webhook -> call(asked, webhook);
            case PluginAction.Log log -> log(asked, log);
            case PluginAction.Metric metric -> metrics.record(asked.plugin(), metric);
            case PluginAction.Custom custom -> holding(asked, Sending.of(asked, custom));
        }
    }

    private void publish(AskedAction asked, PluginAction.PublishToTopic publish) {
        LOG.debug("Plugin action: publish to topic | topic={} event_id={}", publish.topic(), asked.eventId());
        holding(asked, allowed(asked, Sending.of(asked, publish)));
    }

    private void call(AskedAction asked, PluginAction.HttpWebhook webhook) {
        LOG.debug("Plugin action: HTTP webhook | url={} method={}", webhook.target(), webhook.method());
        Sending sending = allowed(asked, Sending.of(asked, webhook));
        if (webhook.async() && !(sending instanceof Sending.Forbidden)) {
            started(asked, sending).whenComplete((answer, thrown) -> {
                if (thrown != null) {
                    listener.failed(asked);
                    failed.forget(asked, cause(thrown));
                }
            });
        } else {
            holding(asked, sending);
        }
    }

    private Sending allowed(AskedAction asked, Sending sending) {
        Optional<String> refusal = limits.apply(asked.plugin()).refuse(asked.action());
        return refusal.isEmpty()
                ? sending
                : new Sending.Forbidden(sending, forbidden("plugin '" + asked.plugin() + "' " + refusal.get()));
    }

    private static Failure forbidden(String message) {
        return Failure.of(FailureFamily.PAYLOAD, message, null, 0);
    }

    private void holding(AskedAction asked, Sending sending) {
        List<Hold> holds = asked.records().stream().map(RecordHandle::hold).toList();
        Runnable release = () -> holds.forEach(Hold::release);
        started(asked, sending).whenComplete((acknowledged, thrown) -> {
            if (thrown == null) {
                release.run();
            } else {
                listener.failed(asked);
                failed.park(asked, sending, cause(thrown), release);
            }
        });
    }

    /** A throw while it is being started is a failure of the action like any later one. */
    private CompletionStage<?> started(AskedAction asked, Sending sending) {
        try {
            return switch (sending) {
                case Sending.ToTopic topic -> publisher.publish(topic.record());
                case Sending.ToWebhook call when call.webhook().async() -> webhooks.callOnce(call, asked.plugin());
                case Sending.ToWebhook call -> webhooks.call(call, asked.plugin());
                case Sending.ToHandler handler -> custom.carryOut(handler.action(), handler.origin());
                case Sending.Impossible impossible -> CompletableFuture.failedStage(impossible.cause());
                case Sending.Forbidden forbidden -> CompletableFuture.failedStage(forbidden.cause());
            };
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static void log(AskedAction asked, PluginAction.Log log) {
        System.Logger.Level level =
                switch (log.level()) {
                    case ERROR, WARNING, DEBUG, INFO -> log.level();
                    case TRACE -> System.Logger.Level.DEBUG;
                    case ALL, OFF -> System.Logger.Level.INFO;
                };
        if (LINES.isLoggable(level)) {
            String text = "Plugin log: " + MessageTemplate.render(log.message(), asked.context());
            String project = asked.context().projectId();
            LogScope.about(
                    asked::describe,
                    () -> LINES.log(
                            level,
                            text,
                            "plugin_name",
                            asked.plugin(),
                            "event_id",
                            asked.eventId(),
                            "project_id",
                            project));
        }
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
