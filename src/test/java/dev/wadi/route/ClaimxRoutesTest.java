package dev.wadi.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.demo.api.Answer;
import dev.wadi.demo.api.ClaimxApi;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.json.FieldPath;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** routes/claimx: from a raw event to rows and actions. */
class ClaimxRoutesTest extends ShippedRoutes {

    private static final int PROJECT = 10_001;
    private static final String PENDING = "claimx.enrichment.pending";
    private static final String ROWS = "claimx.entities.rows";

    private final ClaimxApi api = new ClaimxApi(URI.create("http://127.0.0.1/files"), Clock.systemUTC());

    @Override
    protected void setupResources() {
        connections.with("claimx_api", this::answer).with("webhook_receiver", request -> FakeConnections.ok());
    }

    @BeforeEach
    void routes() throws Exception {
        load(
                "error-handling.camel.yaml",
                "claimx/ingest.camel.yaml",
                "claimx/enrich.camel.yaml",
                "claimx/ask.camel.yaml");
    }

    private ConnectionResponse answer(ConnectionRequest request) {
        List<String> path = List.of(request.path().split("[/?&=]"));
        Answer answer =
                switch (path.get(1)) {
                    case "customTasks" -> api.assignment(path.get(3));
                    case "data" -> api.report(request.body());
                    default ->
                        path.contains("media") ? api.media(path.get(3), path.getLast()) : api.project(path.get(3));
                };
        if (answer.status() == 404) {
            throw Failure.payload("answered 404");
        }
        return new ConnectionResponse(answer.status(), Map.of("content-type", "application/json"), answer.body());
    }

    private static String event(String type, String more) {
        return "{\"event_id\": \"e-1\", \"event_type\": \"%s\", \"project_id\": \"%d\"%s}"
                .formatted(type, PROJECT, more);
    }

    /** An assignment of the project whose task is completed and of the template. */
    private long completed(int template) {
        return LongStream.range(1, 20_000)
                .map(n -> PROJECT * 100_000L + n)
                .filter(id -> {
                    Map<?, ?> task = dev.wadi.json.Json.object(
                            api.assignment(Long.toString(id)).body());
                    return Integer.valueOf(template).equals(task.get("taskId"))
                            && "COMPLETED".equals(task.get("status"));
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_raw_event_in_camel_case_is_asked_for_in_snake_case_under_its_project() throws Exception {
        topics.feed(
                "claimx.events.raw",
                "{\"eventId\": \"e-1\", \"eventType\": \"PROJECT_CREATED\", \"projectId\": 481516}");
        assertThat(published(PENDING))
                .containsEntry("event_id", "e-1")
                .containsEntry("event_type", "PROJECT_CREATED")
                .containsEntry("project_id", "481516");
        assertThat(FakePublisher.text(publisher.published().getFirst().key())).isEqualTo("481516");
    }

    @Test
    void an_event_without_a_project_becomes_a_dead_letter() throws Exception {
        Exchange exchange =
                topics.feed("claimx.events.raw", "{\"event_id\": \"e-1\", \"event_type\": \"PROJECT_CREATED\"}");
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.RECORD);
            assertThat(letter.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(letter.cause()).startsWith("project_id is missing");
            assertThat(letter.stage()).isEqualTo("claimx-ingest");
        });
        assertThat(outcome(exchange)).isInstanceOf(Outcome.Dead.class);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void a_project_event_asks_for_the_project_alone() throws Exception {
        topics.feed(PENDING, event("PROJECT_CREATED", ""));
        assertThat(connections.asked("claimx_api")).containsExactly("GET /export/project/" + PROJECT);
        assertThat(read("projects[0].project_id")).isEqualTo(Integer.toString(PROJECT));
        assertThat(read("contacts[0].contact_type")).isEqualTo("POLICYHOLDER");
        assertThat(FakePublisher.text(publisher.published().getFirst().key())).isEqualTo(Integer.toString(PROJECT));
    }

    @Test
    void a_media_event_asks_for_that_medium() throws Exception {
        topics.feed(PENDING, event("PROJECT_FILE_ADDED", ", \"media_id\": \"%d00001\"".formatted(PROJECT)));
        assertThat(connections.asked("claimx_api"))
                .containsExactly(
                        "GET /export/project/" + PROJECT,
                        "GET /export/project/%d/media?mediaIds=%d00001".formatted(PROJECT, PROJECT));
        assertThat(read("media[0].media_id")).isEqualTo(PROJECT + "00001");
    }

    @Test
    void a_video_event_asks_for_the_report_with_a_question_of_its_own() throws Exception {
        topics.feed(PENDING, event("VIDEO_COLLABORATION_COMPLETED", ", \"video_collaboration_id\": \"7\""));
        assertThat(connections.asked("claimx_api")).containsExactly("GET /export/project/" + PROJECT, "POST /data");
        assertThat(connections.bodies("claimx_api").getLast())
                .isEqualTo(
                        "{\"projectId\":%d,\"reportType\":\"VIDEO_COLLABORATION\",\"senderUsername\":\"user@example.com\"}"
                                .formatted(PROJECT));
        assertThat(read("video_collab[0].claim_id")).isEqualTo(PROJECT);
    }

    @Test
    void a_completed_photo_task_is_published_and_told_to_the_webhook() throws Exception {
        long assignment = completed(456);
        topics.feed(PENDING, event("CUSTOM_TASK_COMPLETED", ", \"task_assignment_id\": \"%d\"".formatted(assignment)));
        assertThat(read("tasks[0].assignment_id")).hasToString(Long.toString(assignment));
        assertThat(published("plugin.photo_tasks"))
                .containsEntry("trigger_name", "Photo Documentation Task")
                .containsEntry("event_id", "e-1")
                .containsEntry("task_status", "COMPLETED");
        assertThat(connections.asked("webhook_receiver")).containsExactly("POST /webhooks/photo-complete");
    }

    @Test
    void an_unknown_event_type_is_left_out_with_its_reason() throws Exception {
        Exchange exchange = topics.feed(PENDING, event("SOMETHING_NEW", ""));
        assertThat(outcome(exchange)).isEqualTo(new Outcome.Filtered("the event type is unknown"));
        assertThat(publisher.published()).isEmpty();
        assertThat(connections.asked("claimx_api")).isEmpty();
    }

    @Test
    void an_open_circuit_leaves_the_record_to_the_consumer() throws Exception {
        breaker.transitionToOpenState();
        Exchange exchange = topics.feed(PENDING, event("PROJECT_CREATED", ""));
        assertThat(exchange.getException()).isNotNull();
        assertThat(FailureFamily.of(exchange.getException())).isEqualTo(FailureFamily.CIRCUIT_OPEN);
        assertThat(deadLetters.letters()).isEmpty();
        assertThat(connections.asked("claimx_api")).isEmpty();
    }

    @Test
    void what_the_api_does_not_know_becomes_a_dead_letter() throws Exception {
        topics.feed(PENDING, "{\"event_id\": \"e\", \"event_type\": \"PROJECT_CREATED\", \"project_id\": \"40400\"}");
        assertThat(deadLetters.letters()).extracting(DeadLetter::cause).containsExactly("answered 404");
    }

    private Object read(String path) {
        Object value = FieldPath.parse(path).read(published(ROWS));
        return value == null ? "nothing" : value;
    }

    private static Outcome outcome(Exchange exchange) {
        return ((FakeRecordHandle) ExchangeRecords.first(exchange).orElseThrow()).outcome();
    }
}
