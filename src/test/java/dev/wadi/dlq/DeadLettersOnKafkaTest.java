package dev.wadi.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakePublisher;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetterTarget.Form;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import dev.wadi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersOnKafkaTest {

    private static final Instant FAILED_AT = Instant.parse("2026-01-02T03:04:05Z");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final FakePublisher kafka = FakePublisher.acknowledging();
    private final KafkaDeadLetters deadLetters = new KafkaDeadLetters(new PersistentPublisher(kafka, scheduler));

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DeadLetter failed(FailedRecord failed) {
        Failure cause = Failure.of(FailureFamily.PAYLOAD, "the field 'id' is missing", null, 2);
        return DeadLetter.ofRecord(failed, cause, "claimx-enrich", FAILED_AT);
    }

    private OutgoingRecord parked(DeadLetter letter) {
        deadLetters.park(letter).toCompletableFuture().join();
        return kafka.published().getFirst();
    }

    private static List<String> headers(OutgoingRecord outgoing) {
        return outgoing.headers().stream()
                .map(header -> header.name() + "=" + FakePublisher.text(header.value()))
                .toList();
    }

    @Test
    void keeps_the_original_bytes_and_key_in_the_topic_of_the_consumer() {
        byte[] original = {0, (byte) 0xff, '{'};
        OutgoingRecord outgoing = parked(failed(new FailedRecord(Form.ORIGINAL, original)));
        assertThat(outgoing.topic()).isEqualTo("claimx.enrichment.pending.dlq");
        assertThat(outgoing.value()).isSameAs(original);
        assertThat(FakePublisher.text(outgoing.key())).isEqualTo("key");
    }

    @Test
    void keeps_the_original_headers_and_adds_the_story_of_the_failure() {
        OutgoingRecord outgoing = parked(failed(new FailedRecord(
                Form.ORIGINAL, utf8("{}"), new Header("trace", utf8("t-1")), new Header("empty", null))));
        assertThat(headers(outgoing))
                .containsExactly(
                        "trace=t-1",
                        "empty=null",
                        "wadi-kind=record",
                        "wadi-family=payload",
                        "wadi-cause=the field 'id' is missing",
                        "wadi-stage=claimx-enrich",
                        "wadi-consumer=claimx-enrich",
                        "wadi-group=claimx-enrich",
                        "wadi-topic=claimx.enrichment.pending",
                        "wadi-attempts=2",
                        "wadi-retries=0",
                        "wadi-replays=0",
                        "wadi-first-failed-at=2026-01-02T03:04:05Z",
                        "wadi-failed-at=2026-01-02T03:04:05Z",
                        "wadi-origin-topic=claimx.events.raw",
                        "wadi-origin-partition=5",
                        "wadi-origin-offset=77");
    }

    @Test
    void headers_that_only_look_like_ours_are_left_out() {
        OutgoingRecord outgoing = parked(
                failed(new FailedRecord(Form.ORIGINAL, utf8("{}"), new Header("wadi-origin-topic", utf8("other")))));
        assertThat(headers(outgoing))
                .filteredOn(header -> header.startsWith("wadi-origin-topic"))
                .containsExactly("wadi-origin-topic=claimx.events.raw");
    }

    @Test
    void a_dead_action_keeps_what_it_would_have_sent() {
        OutgoingRecord outgoing = parked(new DeadLetter(
                DeadLetter.Kind.ACTION,
                new FailedRecord(Form.ORIGINAL, utf8("{}")),
                FailureFamily.TRANSIENT,
                "503",
                "claimx-enrich: task_trigger/0",
                3,
                FAILED_AT,
                "{\"to\":\"api\"}"));
        assertThat(headers(outgoing)).contains("wadi-kind=action", "wadi-action={\"to\":\"api\"}");
    }

    @Test
    void a_worker_s_error_has_the_original_as_json() {
        OutgoingRecord outgoing = parked(failed(new FailedRecord(Form.WORKER_ERROR, utf8("{\"a\":1.50}"))));
        assertThat(FakePublisher.text(outgoing.value()))
                .isEqualTo("{\"original_message\":{\"a\":1.50},\"error\":\"the field 'id' is missing\","
                        + "\"worker_name\":\"claimx-enrich\"}");
    }

    @Test
    void a_worker_s_error_has_an_original_that_is_not_json_in_base64() {
        OutgoingRecord outgoing = parked(failed(new FailedRecord(Form.WORKER_ERROR, utf8("no json"))));
        assertThat(Json.object(outgoing.value()))
                .containsEntry("original_message_base64", "bm8ganNvbg==")
                .doesNotContainKey("original_message");
    }

    @Test
    void a_worker_s_error_has_null_for_an_original_without_a_value() {
        OutgoingRecord outgoing = parked(failed(new FailedRecord(Form.WORKER_ERROR, null)));
        assertThat(FakePublisher.text(outgoing.value())).startsWith("{\"original_message\":null,");
        assertThat(FakePublisher.header(outgoing, FailureHeaders.FAMILY)).isEqualTo("payload");
    }

    /** Refuses the first records, as a topic without a leader does. */
    private static final class RefusingPublisher implements EventPublisher {

        private final List<OutgoingRecord> tried = new CopyOnWriteArrayList<>();
        private final int refusals;

        RefusingPublisher(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public CompletionStage<Origin> publish(OutgoingRecord outgoing) {
            tried.add(outgoing);
            return tried.size() <= refusals
                    ? CompletableFuture.failedFuture(Failure.of(FailureFamily.TRANSIENT, "no leader", null, 1))
                    : CompletableFuture.completedFuture(new Origin(outgoing.topic(), 0, 0));
        }
    }

    @Test
    void a_letter_that_is_not_taken_is_tried_again_until_it_is() {
        RefusingPublisher refusing = new RefusingPublisher(2);
        try (CapturedLog log = new CapturedLog()) {
            CompletableFuture<Void> parked = new KafkaDeadLetters(new PersistentPublisher(refusing, scheduler))
                    .park(failed(new FailedRecord(Form.ORIGINAL, utf8("{}"))))
                    .toCompletableFuture();
            assertThat(parked).isNotDone();
            await().atMost(Duration.ofSeconds(20)).until(parked::isDone);
            assertThat(parked).isCompleted();
            assertThat(refusing.tried).hasSize(3).containsOnly(refusing.tried.getFirst());
            assertThat(log.warnings())
                    .containsExactly(
                            "WARN dead letter | topic=claimx.enrichment.pending.dlq kind=RECORD family=payload"
                                    + " stage=claimx-enrich record=claimx.enrichment.pending-0@3"
                                    + " cause=the field 'id' is missing",
                            "WARN not written, trying again every second; its record stays open"
                                    + " | topic=claimx.enrichment.pending.dlq attempts=1 cause=no leader");
        }
    }

    @Test
    void a_letter_that_is_not_safe_when_we_stop_fails() {
        scheduler.shutdown();
        CompletableFuture<Void> parked = new KafkaDeadLetters(
                        new PersistentPublisher(new RefusingPublisher(1), scheduler))
                .park(failed(new FailedRecord(Form.ORIGINAL, utf8("{}"))))
                .toCompletableFuture();
        assertThatThrownBy(parked::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void our_headers_all_start_alike() {
        assertThat(Map.of("cause", FailureHeaders.CAUSE, "action", FailureHeaders.ACTION))
                .allSatisfy((name, header) -> assertThat(header).isEqualTo(FailureHeaders.PREFIX + name));
    }
}
