package dev.wadi.action;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import dev.wadi.record.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that {@link ActionPayload} wrote, read.
 *
 * @param fields the fields
 * @param json the bytes that they were read from
 */
@SuppressWarnings("ArrayRecordComponent") // read at once, never compared
record SavedFields(Map<String, @Nullable Object> fields, byte[] json) {

    Sending sending() {
        return switch (text("action")) {
            case "publish_to_topic" -> toTopic();
            case "http_webhook" -> toWebhook();
            case String kind when fields.containsKey("params") -> toHandler(kind);
            case String other -> throw Failure.payload("there is no action '" + other + "' to be carried out again");
        };
    }

    private Sending toTopic() {
        List<Header> headers = new ArrayList<>();
        texts("headers")
                .forEach((name, value) -> headers.add(new Header(name, value.getBytes(StandardCharsets.UTF_8))));
        byte[] key = fields.get("key") == null ? nothing() : text("key").getBytes(StandardCharsets.UTF_8);
        return new Sending.ToTopic(new OutgoingRecord(text("topic"), key, payload(), headers));
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are texts
    private Sending toHandler(String kind) {
        Map<String, @Nullable Object> params =
                fields.get("params") instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
        return new Sending.ToHandler(
                new PluginAction.Custom(kind, params),
                new ActionOrigin(
                        text("plugin"),
                        text("domain"),
                        text("stage"),
                        text("event_id"),
                        text("event_type"),
                        text("project_id"),
                        text("idempotency_key")));
    }

    private Sending toWebhook() {
        WebhookTarget target = fields.containsKey("url")
                ? new WebhookTarget.Address(URI.create(text("url")))
                : new WebhookTarget.Named(text("connection"), text("path"));
        ConnectionRequest request = new ConnectionRequest(
                text("method"),
                Webhooks.path(target),
                texts("headers"),
                payload(),
                fields.get("idempotency_key") == null ? null : text("idempotency_key"));
        return new Sending.ToWebhook(
                new PluginAction.HttpWebhook(target, request.method(), Map.of(), null, false), request);
    }

    /** What the letter does not keep. */
    List<String> leftOut() {
        List<String> leftOut = new ArrayList<>();
        if (fields.containsKey("query_left_out")) {
            leftOut.add("the query of the URL");
        }
        if (fields.get("headers_left_out") instanceof List<?> names) {
            names.forEach(name -> leftOut.add("the header " + name));
        }
        return leftOut;
    }

    /** A text that must be there. */
    String text(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw Failure.payload("the letter does not say the action's '" + field + "'");
        }
        return value.toString();
    }

    private Map<String, String> texts(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> values) {
            values.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }

    private byte[] payload() {
        if (fields.containsKey("payload_base64")) {
            return Base64.getDecoder().decode(text("payload_base64"));
        }
        return Json.raw(json, "payload").orElseGet(SavedFields::nothing);
    }

    @SuppressWarnings("NullAway") // does not know that an array of a record may be null
    private static byte[] nothing() {
        return null;
    }
}
