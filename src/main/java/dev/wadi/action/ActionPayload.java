package dev.wadi.action;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import dev.wadi.record.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a failed action would have sent, as its dead letter keeps it: so that {@link SavedAction} can send it, but without
 * what may be credentials, which is a webhook's headers and the query of its URL. What was left out is named.
 */
final class ActionPayload {

    /** Headers of a webhook whose values are never credentials. */
    private static final Set<String> HARMLESS =
            Set.of("content-type", "accept", "accept-language", "user-agent", "traceparent", "x-request-id");

    private ActionPayload() {}

    static String json(AskedAction asked, Sending sending) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("action", asked.action().kind());
        fields.put("plugin", asked.plugin());
        putSending(fields, asked, sending);
        return Json.text(fields);
    }

    private static void putSending(Map<String, @Nullable Object> fields, AskedAction asked, Sending sending) {
        switch (sending) {
            case Sending.ToTopic topic -> put(fields, topic.record());
            case Sending.ToWebhook webhook -> {
                put(fields, webhook.webhook().target());
                put(fields, webhook.request());
            }
            case Sending.ToHandler handler -> put(fields, handler);
            case Sending.Impossible impossible -> {
                putTarget(fields, asked.action());
                fields.put("impossible", true);
                fields.put("payload", impossible.payload());
            }
            case Sending.Forbidden forbidden -> {
                fields.put("forbidden", true);
                putSending(fields, asked, forbidden.sending());
            }
        }
    }

    private static void putTarget(Map<String, @Nullable Object> fields, PluginAction.Effect action) {
        switch (action) {
            case PluginAction.PublishToTopic publish -> fields.put("topic", publish.topic());
            case PluginAction.HttpWebhook webhook -> put(fields, webhook.target());
            case PluginAction.Log log -> fields.put("message", log.message());
            case PluginAction.Metric metric -> fields.put("name", metric.name());
            case PluginAction.Custom custom -> fields.put("params_left_out", true);
        }
    }

    private static void put(Map<String, @Nullable Object> fields, OutgoingRecord record) {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.name(), text(header.value()));
        }
        fields.put("topic", record.topic());
        fields.put("key", text(record.key()));
        fields.put("headers", headers);
        putPayload(fields, record.value());
    }

    private static void put(Map<String, @Nullable Object> fields, ConnectionRequest request) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        Set<String> leftOut = new TreeSet<>(headers.keySet());
        leftOut.removeIf(name -> HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
        headers.keySet().removeAll(leftOut);
        fields.put("method", request.method());
        fields.put("headers", headers);
        if (!leftOut.isEmpty()) {
            fields.put("headers_left_out", leftOut);
        }
        fields.put("idempotency_key", request.idempotencyKey());
        putPayload(fields, request.body());
    }

    private static void put(Map<String, @Nullable Object> fields, WebhookTarget target) {
        switch (target) {
            case WebhookTarget.Named named -> {
                fields.put("connection", named.connection());
                fields.put("path", named.path());
            }
            case WebhookTarget.Address address -> {
                fields.put("url", address.toString());
                if (address.url().getRawQuery() != null || address.url().getRawUserInfo() != null) {
                    fields.put("query_left_out", true);
                }
            }
        }
    }

    private static void put(Map<String, @Nullable Object> fields, Sending.ToHandler handler) {
        ActionOrigin origin = handler.origin();
        fields.put("params", handler.action().params());
        fields.put("domain", origin.domain());
        fields.put("stage", origin.stage());
        fields.put("event_id", origin.eventId());
        fields.put("event_type", origin.eventType());
        fields.put("project_id", origin.projectId());
        fields.put("idempotency_key", origin.idempotencyKey());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** As it would have been sent, byte for byte. A plugin may have asked for bytes of its own, which are no JSON. */
    private static void putPayload(Map<String, @Nullable Object> fields, byte @Nullable [] bytes) {
        if (bytes == null) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            Json.value(bytes);
            fields.put("payload", Json.verbatim(bytes));
        } catch (CharacterCodingException | Failure notJson) {
            fields.put("payload_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
