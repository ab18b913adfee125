package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.record.FailureHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are a loop: look, set right, replay, gone. */
final class ReplayTest {

    private static final String PHOTO_ROUTE = "routes/workers/photo.camel.yaml";
    private static final String ERRORS = "plugin.photo_tasks.errors";
    private static final String RAW_LETTERS = Load.RAW + ".dlq";

    private final Load load = new Load(2);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private List<String> dlq(int exitCode, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "dlq";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        WadiProcess command = scene.start(all);
        assertThat(command.exitCode()).as(String.join("\n", command.output())).isEqualTo(exitCode);
        assertThat(command.output()).noneMatch(WadiProcess::isComplaint);
        return command.output();
    }

    @Test
    void what_a_wrong_route_made_of_its_records_is_delivered_after_a_fix_and_a_replay() {
        scene.project().edit(PHOTO_ROUTE, "/v1/photo_tasks", "/v9/photo_tasks");
        WadiProcess wrong = scene.start("run").awaitStart();
        load.write(scene.kafka(), 150);
        int tasks = load.photoTasks().size();
        assertThat(tasks).isPositive();
        await().atMost(WadiProcess.LIMIT)
                .ignoreExceptions()
                .until(() -> scene.kafka().size(ERRORS) == tasks && isSettled());
        assertThat(wrong.sigterm().exitCode()).isZero();
        assertThat(dlq(0, "list"))
                .anyMatch(line -> line.endsWith(tasks + " ×  " + ERRORS))
                .anyMatch(line -> line.contains("payload in workers-photo: connection external_api: POST http://#:#/")
                        && line.contains("answered 404"));

        scene.project().edit(PHOTO_ROUTE, "/v9/photo_tasks", "/v1/photo_tasks");
        assertThat(dlq(0, "replay", "--all", "--topic", ERRORS, "--dry-run"))
                .contains(tasks + " would get through, 0 would not. Nothing was done.");
        assertThat(dlq(0, "replay", "--all", "--topic", ERRORS)).contains(tasks + " replayed");

        WadiProcess right = scene.start("run").awaitStart();
        await().atMost(WadiProcess.LIMIT)
                .until(() -> scene.receipts().eventIds("photo-api").equals(load.photoTasks()));
        assertThat(right.sigterm().exitCode()).isZero();
        assertThat(scene.receipts().duplicates("photo-api")).isZero();
        assertThat(dlq(0, "list", "--topic", ERRORS)).containsExactly("no dead letters");
    }

    /** Whether the events that can't be delivered at all are dead, too. */
    private boolean isSettled() {
        return scene.kafka().size(RAW_LETTERS)
                == load.events(Kind.BAD_JSON, Kind.MISSING_FIELD).size();
    }

    @Test
    void what_fails_again_is_a_new_letter_that_knows_its_replays_and_its_origin() {
        WadiProcess wadi = scene.start("run").awaitStart();
        load.write(scene.kafka(), 300);
        await().atMost(WadiProcess.LIMIT).ignoreExceptions().until(this::isSettled);
        List<ConsumerRecord<byte[], byte[]>> letters = scene.kafka().read(RAW_LETTERS);
        int count = letters.size();
        assertThat(count).isPositive();

        dlq(0, "replay", "--all", "--topic", RAW_LETTERS);
        await().atMost(WadiProcess.LIMIT).until(() -> scene.kafka().size(RAW_LETTERS) == 2L * count);
        assertThat(wadi.sigterm().exitCode()).isZero();
        List<ConsumerRecord<byte[], byte[]>> again = scene.kafka().read(RAW_LETTERS).stream()
                .filter(letter -> header(letter, FailureHeaders.REPLAYS).equals("1"))
                .toList();
        assertThat(again)
                .extracting(letter -> header(letter, FailureHeaders.ORIGIN_OFFSET))
                .containsExactlyInAnyOrderElementsOf(letters.stream()
                        .map(letter -> header(letter, FailureHeaders.ORIGIN_OFFSET))
                        .toList());
        assertThat(again)
                .extracting(letter -> header(letter, FailureHeaders.ATTEMPTS))
                .containsOnly("2");
        assertThat(dlq(0, "list", "--topic", RAW_LETTERS)).anyMatch(line -> line.contains("replayed up to once"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
