package dev.wadi.demo.api;

import dev.wadi.claim.Conversion;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The APIs that the demo's pipelines deliver to: they note what arrives. Thread-safe. */
public final class ReceivingApis {

    /** The photo API's name among the destinations of the {@link Receipts}. */
    public static final String PHOTO_API = "photo-api";

    private final Receipts receipts;

    public ReceivingApis(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * What the photo API answers to a task, given what the ClaimX API said about it. The same task gets the same id.
     *
     * @param claimxStatus the status with which the ClaimX API answered
     */
    public Answer photoTask(PhotoTask task, String idempotencyKey, int claimxStatus) {
        return switch (claimxStatus) {
            case 200 -> {
                String eventId = task.eventId().isEmpty() ? idempotencyKey : task.eventId();
                receipts.arrived(PHOTO_API, eventId, idempotencyKey);
                String identity = idempotencyKey.isEmpty() ? eventId + task.question() : idempotencyKey;
                UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
                yield Answer.json(202, Map.of("accepted", true, "id", "photo-" + id));
            }
            case 404 -> Answer.error(422, "The ClaimX API does not know " + task.question());
            default -> Answer.error(503, "The ClaimX API answered " + claimxStatus);
        };
    }

    /**
     * Takes whatever is posted to a webhook.
     *
     * @param path the webhook's path, which is its name among the destinations
     */
    public Answer webhook(String path, byte @Nullable [] body, String idempotencyKey) {
        receipts.arrived(path, eventId(body, idempotencyKey), idempotencyKey);
        return new Answer(204, "application/json", new byte[0]);
    }

    private static String eventId(byte @Nullable [] body, String otherwise) {
        try {
            Object id = Conversion.ID.of(Json.object(body).get("event_id"));
            return id == null ? otherwise : (String) id;
        } catch (Failure notJson) {
            return otherwise;
        }
    }
}
