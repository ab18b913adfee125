package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.FailureHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi run}, from the first event to SIGTERM. */
final class RunCommandTest {

    private static final int EVENTS = 300;

    private final Load load = new Load(1);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void writes_rows_for_each_sound_event_once_and_keeps_each_broken_one() {
        WadiProcess wadi = scene.start("run").awaitStart();
        load.write(scene.kafka(), EVENTS);
        awaitEverything(scene.kafka());

        scene.stop(wadi);
        assertThat(rowIds(scene.kafka())).containsExactlyInAnyOrderElementsOf(load.sound());
        assertThat(scene.receipts().eventIds("photo-api")).isEqualTo(load.photoTasks());
        assertThat(scene.receipts().eventIds("webhooks/photo-complete")).isEqualTo(load.photoWebhooks());
        assertThat(scene.receipts().eventIds("webhooks/damage-assessment-complete"))
                .isEqualTo(load.damageWebhooks());
        assertUnreadableEventsAreKept();
        assertUnknownProjectsAreKept();
    }

    private void assertUnreadableEventsAreKept() {
        List<ConsumerRecord<byte[], byte[]>> letters = scene.kafka().read(Load.RAW + ".dlq");
        assertThat(texts(letters))
                .containsExactlyInAnyOrderElementsOf(load.events(Kind.BAD_JSON, Kind.MISSING_FIELD).stream()
                        .map(event -> text(event.value()))
                        .toList());
        Set<String> cut = load.events(Kind.BAD_JSON).stream()
                .map(event -> text(event.value()))
                .collect(Collectors.toSet());
        assertThat(letters).allSatisfy(letter -> {
            assertThat(header(letter, FailureHeaders.FAMILY)).isEqualTo("payload");
            assertThat(header(letter, FailureHeaders.ORIGIN_TOPIC)).isEqualTo(Load.RAW);
            assertThat(header(letter, FailureHeaders.CAUSE))
                    .containsIgnoringCase(cut.contains(text(letter.value())) ? "JSON" : "missing");
        });
    }

    private void assertUnknownProjectsAreKept() {
        List<ConsumerRecord<byte[], byte[]>> letters = scene.kafka().read(Load.PENDING + ".dlq");
        Set<String> unknown = load.events(Kind.UNKNOWN_TO_API).stream()
                .map(event -> Load.eventId(event.value()))
                .collect(Collectors.toSet());
        assertThat(texts(letters))
                .containsExactlyInAnyOrderElementsOf(scene.kafka().values(Load.PENDING).stream()
                        .filter(pending -> unknown.contains(Load.eventId(pending.getBytes(StandardCharsets.UTF_8))))
                        .toList());
        assertThat(letters).hasSameSizeAs(unknown).allSatisfy(letter -> {
            assertThat(header(letter, FailureHeaders.FAMILY)).isEqualTo("payload");
            assertThat(header(letter, FailureHeaders.CAUSE)).contains("404");
        });
    }

    @Test
    void commits_everything_on_sigterm_so_that_the_next_run_begins_where_it_stopped() {
        WadiProcess first = scene.start("run").awaitStart();
        load.write(scene.kafka(), EVENTS);
        awaitEverything(scene.kafka());
        assertThat(first.sigterm().exitCode()).isZero();
        assertThat(scene.kafka().committed("claimx-ingest", Load.RAW))
                .isEqualTo(scene.kafka().size(Load.RAW));
        assertThat(scene.kafka().committed("claimx-enrich", Load.PENDING))
                .isEqualTo(scene.kafka().size(Load.PENDING));

        WadiProcess second = scene.start("run").awaitStart();
        load.write(scene.kafka(), 20);
        awaitEverything(scene.kafka());
        scene.stop(second);

        assertThat(rowIds(scene.kafka())).containsExactlyInAnyOrderElementsOf(load.sound());
        assertThat(scene.receipts().count("photo-api"))
                .isEqualTo(load.photoTasks().size());
    }

    @Test
    void runs_each_stage_in_a_process_of_its_own() {
        List<WadiProcess> stages = List.of(
                scene.start("run", "--routes", "claimx/ingest.camel.yaml"),
                scene.start("run", "--routes", "claimx/enrich.camel.yaml,claimx/ask.camel.yaml"),
                scene.start("run", "--routes", "workers/*"));
        stages.forEach(WadiProcess::awaitStart);
        load.write(scene.kafka(), EVENTS);
        awaitEverything(scene.kafka());

        stages.forEach(scene::stop);
        assertThat(rowIds(scene.kafka())).containsExactlyInAnyOrderElementsOf(load.sound());
    }

    @Test
    void keeps_the_records_of_its_embedded_broker_when_it_is_killed() {
        scene.project().withSessionTimeout(Duration.ofSeconds(3));
        int port = FreePorts.next();
        scene.without("KAFKA_BOOTSTRAP_SERVERS")
                .with("WADI_BROKER_PORT", Integer.toString(port))
                .with("WADI_BROKER_CONTROLLER_PORT", Integer.toString(FreePorts.next()));
        WadiProcess first = scene.start("run", "--embedded-broker").awaitStart();
        try (TestKafka embedded = TestKafka.at("127.0.0.1:" + port)) {
            load.write(embedded, 50);
            awaitEverything(embedded);
            first.kill();

            WadiProcess second = scene.start("run", "--embedded-broker").awaitStart();
            assertThat(rowIds(embedded)).containsAll(load.sound());
            load.write(embedded, 10);
            awaitEverything(embedded);
            scene.stop(second);
            assertThat(second.output()).noneMatch(WadiProcess::isComplaint);
        }
    }

    @Test
    void logs_single_records_at_debug_and_not_at_info() {
        WadiProcess quiet = scene.start("run").awaitStart();
        load.write(scene.kafka(), 100);
        awaitEverything(scene.kafka());
        scene.stop(quiet);
        assertThat(quiet.output()).noneMatch(line -> line.contains("Task trigger matched"));
        assertThat(quiet.output().stream().filter(line -> load.sound().stream().anyMatch(line::contains)))
                .isEmpty();

        WadiProcess talkative = scene.with("LOG_LEVEL", "DEBUG").start("run").awaitStart();
        load.write(scene.kafka(), 100);
        awaitEverything(scene.kafka());
        scene.stop(talkative);
        assertThat(talkative.output())
                .anyMatch(line ->
                        line.contains("Task trigger matched | trigger_name=Damage Assessment Task task_id=789"));
    }

    /** Waits until each event is on a topic where it ends, and each action has arrived. */
    private void awaitEverything(TestKafka kafka) {
        int unreadable = load.events(Kind.BAD_JSON, Kind.MISSING_FIELD).size();
        int unknown = load.events(Kind.UNKNOWN_TO_API).size();
        await().atMost(WadiProcess.LIMIT).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            assertThat(kafka.size(Load.ROWS))
                    .isGreaterThanOrEqualTo(load.sound().size());
            assertThat(kafka.size(Load.RAW + ".dlq")).isGreaterThanOrEqualTo(unreadable);
            assertThat(kafka.size(Load.PENDING + ".dlq")).isGreaterThanOrEqualTo(unknown);
            assertThat(scene.receipts().eventIds("photo-api")).containsAll(load.photoTasks());
            assertThat(scene.receipts().eventIds("webhooks/photo-complete")).containsAll(load.photoWebhooks());
            assertThat(scene.receipts().eventIds("webhooks/damage-assessment-complete"))
                    .containsAll(load.damageWebhooks());
        });
    }

    private static List<String> rowIds(TestKafka kafka) {
        return kafka.read(Load.ROWS).stream()
                .map(row -> Load.eventId(row.value()))
                .toList();
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> text(record.value())).toList();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return text(letter.headers().lastHeader(name).value());
    }
}
