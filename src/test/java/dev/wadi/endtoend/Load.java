package dev.wadi.endtoend;

import dev.wadi.claim.claimx.ClaimxEventType;
import dev.wadi.demo.EventGenerator;
import dev.wadi.demo.GeneratedEvent;
import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.demo.api.ClaimxApi;
import dev.wadi.fake.TestKafka;
import dev.wadi.json.Json;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Events for the pipeline, and what must become of them, computed from the events and the API's answers alone. */
final class Load {

    static final String RAW = "claimx.events.raw";
    static final String PENDING = "claimx.enrichment.pending";
    static final String ROWS = "claimx.entities.rows";

    private static final String PHOTOS = "456";
    private static final String DAMAGE = "789";

    private final EventGenerator generator;
    private final ClaimxApi api = new ClaimxApi(URI.create("http://127.0.0.1/files"), Clock.systemUTC());
    private final List<GeneratedEvent> events = new ArrayList<>();

    Load(long seed) {
        generator = new EventGenerator(seed, Clock.systemUTC());
    }

    /** Writes so many new events, and waits until they are acknowledged. */
    void write(TestKafka kafka, int count) {
        kafka.topics().ensure(RAW);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                kafka.settings().client(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                GeneratedEvent event = generator.next();
                events.add(event);
                var unused = producer.send(new ProducerRecord<>(RAW, event.key(), event.value()));
            }
            producer.flush();
        }
    }

    int size() {
        return events.size();
    }

    List<GeneratedEvent> events(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return events.stream().filter(event -> wanted.contains(event.kind())).toList();
    }

    /** The ids of the events that have rows. */
    Set<String> sound() {
        return events(Kind.SOUND).stream().map(event -> eventId(event.value())).collect(Collectors.toSet());
    }

    /** The ids of the events whose task goes to the photo API: completed, of its template, not cancelled. */
    Set<String> photoTasks() {
        return completed(PHOTOS, task -> !"CANCELLED".equals(task.get("status")));
    }

    /** The ids of the events for which the webhook about photos is called. */
    Set<String> photoWebhooks() {
        return completed(PHOTOS, task -> true);
    }

    /** The ids of the events for which the webhook about damage is called. */
    Set<String> damageWebhooks() {
        return completed(DAMAGE, task -> true);
    }

    private Set<String> completed(String template, Predicate<Map<String, @Nullable Object>> also) {
        Set<String> ids = new TreeSet<>();
        for (GeneratedEvent event : events(Kind.SOUND)) {
            Map<String, @Nullable Object> body = Json.object(event.value());
            if (ClaimxEventType.CUSTOM_TASK_COMPLETED.name().equals(either(body, "event_type", "eventType"))) {
                String assignment = String.valueOf(either(body, "task_assignment_id", "taskAssignmentId"));
                Map<String, @Nullable Object> task =
                        Json.object(api.assignment(assignment).body());
                if (template.equals(String.valueOf(task.get("taskId"))) && also.test(task)) {
                    ids.add(eventId(event.value()));
                }
            }
        }
        return ids;
    }

    /** The id of the event in a record's value. */
    static String eventId(byte[] value) {
        return String.valueOf(either(Json.object(value), "event_id", "eventId"));
    }

    private static @Nullable Object either(Map<String, @Nullable Object> body, String name, String other) {
        return body.containsKey(name) ? body.get(name) : body.get(other);
    }
}
