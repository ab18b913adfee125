package dev.wadi.action;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.Failure;
import dev.wadi.record.Header;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an action sends, as bytes: the message may change while it is under way. */
sealed interface Sending {

    String CONTENT_TYPE = "Content-Type";

    /** A record for a topic. */
    record ToTopic(OutgoingRecord record) implements Sending {}

    /** A request for a webhook. */
    record ToWebhook(PluginAction.HttpWebhook webhook, ConnectionRequest request) implements Sending {}

    /** An action for the plugin that has made its kind known. */
    record ToHandler(PluginAction.Custom action, ActionOrigin origin) implements Sending {}

    /**
     * What can't be sent as it is.
     *
     * @param payload what it is, for the dead letter
     * @param cause why it can't
     */
    record Impossible(String payload, Failure cause) implements Sending {}

    /**
     * What its plugin may not send there.
     *
     * @param sending what would have been sent
     * @param cause why it is not
     */
    record Forbidden(Sending sending, Failure cause) implements Sending {}

    static Sending of(AskedAction asked, PluginAction.PublishToTopic publish) {
        Map<String, String> headers = new LinkedHashMap<>(asked.context().headers());
        headers.putAll(publish.headers());
        String key = publish.key() == null ? asked.eventId() : publish.key();
        return possible(
                publish.payload(),
                () -> new ToTopic(new OutgoingRecord(
                        publish.topic(),
                        key.isEmpty() ? nothing() : utf8(key),
                        Json.bytes(publish.payload()),
                        headers.entrySet().stream().map(Sending::header).toList())));
    }

    static Sending of(AskedAction asked, PluginAction.HttpWebhook webhook) {
        Map<String, String> headers = new LinkedHashMap<>(webhook.headers());
        if (webhook.body() != null && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
            headers.put(CONTENT_TYPE, "application/json");
        }
        return possible(
                webhook.body(),
                () -> new ToWebhook(
                        webhook,
                        new ConnectionRequest(
                                webhook.method(),
                                Webhooks.path(webhook.target()),
                                headers,
                                webhook.body() == null ? nothing() : Json.bytes(webhook.body()),
                                asked.idempotencyKey().orElse(null))));
    }

    static Sending of(AskedAction asked, PluginAction.Custom custom) {
        return possible(
                custom.params(),
                () -> new ToHandler(
                        new PluginAction.Custom(custom.kind(), Json.object(Json.bytes(custom.params()))),
                        asked.origin()));
    }

    private static Sending possible(@Nullable Object payload, Supplier<Sending> sending) {
        try {
            return sending.get();
        } catch (Failure e) {
            return new Impossible(String.valueOf(payload), e);
        }
    }

    private static Header header(Map.Entry<String, String> header) {
        if (HeaderRule.steers(header.getKey())) {
            throw Failure.payload(HeaderRule.refusal(header.getKey()));
        }
        return new Header(header.getKey(), utf8(header.getValue()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("NullAway") // does not know that an array of a record may be null
    private static byte[] nothing() {
        return null;
    }
}
