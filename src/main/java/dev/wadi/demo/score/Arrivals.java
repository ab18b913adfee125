package dev.wadi.demo.score;

import dev.wadi.action.ActionListener;
import dev.wadi.action.AskedAction;
import dev.wadi.json.FieldPath;
import dev.wadi.json.Json;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.OutcomeListener;
import dev.wadi.record.RecordHandle;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Tells the scoreboard what arrives where: rows and dead letters on their topics, calls at the receiving APIs, and what
 * was asked for or left out inside the pipeline.
 */
public final class Arrivals implements OutcomeListener, ActionListener {

    /** Where raw events come in. */
    public static final String RAW = "claimx.events.raw";

    private static final String PENDING = "claimx.enrichment.pending";
    private static final String ROWS = "claimx.entities.rows";
    private static final String PHOTO_TASKS = "plugin.photo_tasks";
    private static final String PHOTO_ERRORS = "plugin.photo_tasks.errors";

    /** The part that the photo worker ends. */
    private static final String PHOTO = "photo";

    private static final String WEBHOOK = "webhook:";
    private static final List<FieldPath> EVENT_ID = Stream.of("event_id", "eventId", "original_message.event_id")
            .map(FieldPath::parse)
            .toList();

    private final Scoreboard score;
    private final Set<String> rowsSeen = new HashSet<>(); // of the watching thread alone

    public Arrivals(Scoreboard score) {
        this.score = score;
    }

    /** The topics on which something ends. */
    public static List<String> topics() {
        return List.of(ROWS, RAW + ".dlq", PENDING + ".dlq", PHOTO_ERRORS);
    }

    /** A record on one of the {@link #topics}. */
    public void read(ConsumerRecord<byte[], byte[]> written) {
        String eventId = eventId(written.value());
        if (written.topic().equals(ROWS)) {
            rows(eventId);
        } else {
            deadLetter(written, eventId);
        }
    }

    private void rows(String eventId) {
        if (rowsSeen.add(eventId)) {
            score.arrived(eventId, SourceEvent.ROWS);
        } else {
            score.duplicated();
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> letter, String eventId) {
        String cause = header(letter, FailureHeaders.FAMILY) + ": "
                + header(letter, FailureHeaders.CAUSE).replaceAll("\\d{4,}", "#");
        if (letter.topic().equals(PHOTO_ERRORS)) {
            score.dead(eventId, PHOTO, cause);
        } else if (header(letter, FailureHeaders.KIND).equals("action")) {
            boolean webhook = header(letter, FailureHeaders.STAGE).endsWith("http_webhook");
            score.dead(eventId, webhook ? WEBHOOK : PHOTO, cause);
        } else if (letter.topic().equals(RAW + ".dlq")) {
            score.dead(origin(letter), cause);
        } else {
            score.dead(eventId, cause);
        }
    }

    /** A call arrived at a receiving API. */
    public void received(String destination, String eventId, boolean again) {
        if (again) {
            score.duplicated();
        } else if (destination.startsWith("webhooks/")) {
            score.arrived(eventId, WEBHOOK + "/" + destination);
        } else {
            score.arrived(eventId, PHOTO);
        }
    }

    @Override
    public void asked(AskedAction asked) {
        String eventId = asked.context().eventId();
        switch (asked.action()) {
            case PluginAction.PublishToTopic publish -> {
                if (publish.topic().equals(PHOTO_TASKS)) {
                    score.expect(eventId, PHOTO);
                }
            }
            case PluginAction.HttpWebhook webhook -> {
                if (!webhook.async() && webhook.target() instanceof WebhookTarget.Named named) {
                    score.expect(eventId, WEBHOOK + named.path());
                }
            }
            case PluginAction.Log log -> {
                // arrives nowhere
            }
            case PluginAction.Metric metric -> {
                // arrives nowhere
            }
            case PluginAction.Custom custom -> {
                // arrives where nobody watches
            }
        }
    }

    @Override
    public void terminal(RecordHandle ended, Outcome outcome) {
        if (outcome instanceof Outcome.Filtered filtered) {
            String eventId = eventId(ended.source().value());
            if (ended.source().topic().equals(PHOTO_TASKS)) {
                score.filtered(eventId, PHOTO, filtered.reason());
            } else {
                score.filtered(eventId, filtered.reason());
            }
        }
    }

    /** The event's id in any of the bodies in which it occurs, or an empty text where none can be read. */
    public static String eventId(byte @Nullable [] value) {
        try {
            Map<String, @Nullable Object> body = Json.object(value);
            for (FieldPath path : EVENT_ID) {
                if (path.read(body) instanceof String id) {
                    return id;
                }
            }
        } catch (Failure notJson) {
            // told by its place then
        }
        return "";
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> letter) {
        return new Origin(
                header(letter, FailureHeaders.ORIGIN_TOPIC),
                Integer.parseInt(header(letter, FailureHeaders.ORIGIN_PARTITION)),
                Long.parseLong(header(letter, FailureHeaders.ORIGIN_OFFSET)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
