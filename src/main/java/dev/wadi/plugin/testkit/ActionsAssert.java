package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says which actions must be among those that were asked for. Each method throws an {@link AssertionError} otherwise. */
public final class ActionsAssert {

    private final List<PluginAction> actions;
    private final Map<String, String> headers;

    ActionsAssert(List<PluginAction> actions, Map<String, String> headers) {
        this.actions = List.copyOf(actions);
        this.headers = Map.copyOf(headers);
    }

    /** A record for a topic; what follows is about the first such record. */
    public SentAssert published(String topic) {
        PluginAction.PublishToTopic found = (PluginAction.PublishToTopic) first(
                "a record for the topic " + topic,
                action -> action instanceof PluginAction.PublishToTopic publish
                        && publish.topic().equals(topic));
        return new SentAssert(this, "payload", found.payload(), found.headers());
    }

    /** A webhook to a path of a connection; what follows is about the first such call. */
    public SentAssert webhook(String connection, String path) {
        return webhook("a webhook to " + connection + path, new WebhookTarget.Named(connection, path));
    }

    /** A webhook to a URL; what follows is about the first such call. */
    public SentAssert webhook(java.net.URI url) {
        return webhook("a webhook to " + url, new WebhookTarget.Address(url));
    }

    private SentAssert webhook(String what, WebhookTarget target) {
        PluginAction.HttpWebhook found = (PluginAction.HttpWebhook) first(
                what,
                action -> action instanceof PluginAction.HttpWebhook webhook
                        && webhook.target().equals(target));
        return new SentAssert(this, "body", found.body(), found.headers());
    }

    /** An action of a plugin's own kind; what follows is about the first of them. */
    public SentAssert custom(String kind) {
        PluginAction.Custom found = (PluginAction.Custom) first(
                "an action " + kind,
                action -> action instanceof PluginAction.Custom custom
                        && custom.kind().equals(kind));
        return new SentAssert(this, "params", found.params(), Map.of());
    }

    /** A line for the log with this text in it. */
    public ActionsAssert logged(String text) {
        first(
                "a log line with '" + text + "'",
                action ->
                        action instanceof PluginAction.Log log && log.message().contains(text));
        return this;
    }

    /** A metric of this name and value. */
    public ActionsAssert metric(String name, double value) {
        first(
                "the metric " + name + " = " + value,
                action -> action instanceof PluginAction.Metric metric
                        && metric.name().equals(name)
                        && metric.value() == value);
        return this;
    }

    /** A header that goes with what is published from then on. */
    public ActionsAssert header(String name, String value) {
        if (!value.equals(headers.get(name))) {
            throw new AssertionError(
                    "expected the header " + name + ": " + value + "\nbut the headers were " + headers);
        }
        return this;
    }

    /** Exactly these kinds, in this order, such as {@code publish_to_topic}; headers and filters are not counted. */
    public ActionsAssert kinds(String... kinds) {
        List<String> came = actions.stream().map(PluginAction::kind).toList();
        if (!came.equals(List.of(kinds))) {
            throw new AssertionError("expected the actions " + List.of(kinds) + "\nbut they were " + came);
        }
        return this;
    }

    /** Nothing but headers and filters. */
    public ActionsAssert noActions() {
        return kinds();
    }

    private PluginAction first(String what, Predicate<PluginAction> fits) {
        return actions.stream()
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + what + "\nbut the actions were "
                        + (actions.isEmpty()
                                ? "none"
                                : actions.stream().map(PluginAction::toString).collect(Collectors.joining("\n  ")))));
    }
}
