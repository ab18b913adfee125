package dev.wadi.action;

import dev.wadi.json.Json;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failed action as its dead letter keeps it, to be carried out again: the same bytes, the same idempotency key. */
public final class SavedAction {

    private final String plugin;
    private final Sending sending;
    private final List<String> leftOut;
    private final boolean forbidden;

    private SavedAction(SavedFields fields) {
        plugin = fields.text("plugin");
        sending = fields.sending();
        leftOut = fields.leftOut();
        forbidden = fields.fields().containsKey("forbidden");
    }

    /**
     * Reads what a letter keeps.
     *
     * @throws Failure (payload) if it can't be carried out at all; the message says why
     */
    public static SavedAction read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Map<String, @Nullable Object> fields = Json.object(bytes);
        if (fields.containsKey("impossible")) {
            throw Failure.payload("the action can't be sent as the plugin asked for it, neither then nor now");
        }
        return new SavedAction(new SavedFields(fields, bytes));
    }

    /** What the letter does not keep of it, such as {@code the header X-Api-Key}: it may be credentials. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Whether its plugin was not allowed to do this. */
    public boolean isForbidden() {
        return forbidden;
    }

    String plugin() {
        return plugin;
    }

    Sending sending() {
        return sending;
    }

    /** What it does, for people: {@code publish to plugin.photo_tasks}, {@code POST receiver/webhooks/x}. */
    @Override
    public String toString() {
        return switch (sending) {
            case Sending.ToTopic topic -> "publish to " + topic.record().topic();
            case Sending.ToWebhook call ->
                call.request().method() + ' ' + place(call.webhook().target());
            case Sending.ToHandler handler -> handler.action().kind();
            case Sending.Impossible impossible -> "nothing";
            case Sending.Forbidden unsaid -> "nothing";
        };
    }

    private static String place(WebhookTarget target) {
        return switch (target) {
            case WebhookTarget.Named named -> named.connection() + named.path();
            case WebhookTarget.Address address -> address.toString();
        };
    }
}
