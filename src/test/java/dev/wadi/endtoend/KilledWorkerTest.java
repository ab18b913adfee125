package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.demo.score.Arrivals;
import dev.wadi.fake.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under load, at moments drawn by lot: nothing is lost, and only what was not committed happens again.
 *
 * <p>What is committed once a process is dead can be read from Kafka. The records from there on are <em>open</em>: they
 * were in flight, finished since the last commit, or not begun, and are worked on again after the restart. So a kill
 * repeats the rows of open records and of no others, and all kills together repeat at most as many rows as there were
 * open records that had had their effect already. How many those are depends on the load and on the commit interval;
 * which ones does not depend on any timing.
 */
@Tag(Soak.TAG)
final class KilledWorkerTest {

    private static final String INGEST_GROUP = "claimx-ingest";
    private static final String ENRICH_GROUP = "claimx-enrich";
    private static final String PHOTO_API = "photo-api";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Load load = new Load(3);
    private final Set<String> openIds = new HashSet<>();
    private long repeatable;
    private int kills;
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        // a new process takes about as long to start
        scene.project().withSessionTimeout(Duration.ofSeconds(6));
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void loses_nothing_and_repeats_only_what_was_not_committed_when_it_is_killed() {
        Soak soak = Soak.of("kills of the worker", 3);
        while (soak.next()) {
            load.write(scene.kafka(), 500 + soak.random().nextInt(1_000));
            killOnce(soak.random());
            kills++;
        }
        WadiProcess last = scene.start("run").awaitStart();
        awaitEverything();
        scene.stop(last);

        assertThatOnlyOpenRecordsCameAgain();
    }

    /** Runs Wadi, kills it at a moment drawn by lot, and notes what was open. */
    private void killOnce(Random random) {
        WadiProcess wadi = scene.start("run").awaitStart();
        LongSupplier progress = drawn(random);
        long reached = progress.getAsLong() + random.nextInt(200);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> progress.getAsLong() >= reached || isAllCommitted());
        wadi.kill();
        note(open(INGEST_GROUP, Load.RAW), ids(Load.PENDING));
        note(open(ENRICH_GROUP, Load.PENDING), ids(Load.ROWS));
    }

    /** Something that grows while it works; a small step of it is a moment of its own. */
    private LongSupplier drawn(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> () -> scene.kafka().size(Load.PENDING);
            case 1 -> () -> scene.kafka().size(Load.ROWS);
            case 2 -> () -> scene.kafka().committed(INGEST_GROUP, Load.RAW);
            case 3 -> () -> scene.kafka().committed(ENRICH_GROUP, Load.PENDING);
            default -> () -> 10 * scene.receipts().count(PHOTO_API); // there are few of them
        };
    }

    private boolean isAllCommitted() {
        return scene.kafka().committed(INGEST_GROUP, Load.RAW) == load.size()
                && scene.kafka().committed(ENRICH_GROUP, Load.PENDING)
                        == scene.kafka().size(Load.PENDING);
    }

    private void note(List<String> open, Set<String> done) {
        openIds.addAll(open);
        repeatable += open.stream().filter(done::contains).count();
    }

    private Set<String> ids(String topic) {
        return scene.kafka().read(topic).stream()
                .map(record -> Arrivals.eventId(record.value()))
                .collect(Collectors.toSet());
    }

    /** The event ids of the records that a group has not committed; empty for those that can't be read. */
    private List<String> open(String group, String topic) {
        Map<TopicPartition, Long> committed = scene.kafka().committed(group);
        return scene.kafka().read(topic).stream()
                .filter(record ->
                        record.offset() >= committed.getOrDefault(new TopicPartition(topic, record.partition()), 0L))
                .map(record -> Arrivals.eventId(record.value()))
                .toList();
    }

    private void awaitEverything() {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(scene.kafka().size(Load.ROWS))
                    .isGreaterThanOrEqualTo(load.sound().size());
            assertThat(rowsById().keySet()).containsAll(load.sound());
            assertThat(scene.receipts().eventIds(PHOTO_API)).containsAll(load.photoTasks());
            assertThat(scene.receipts().eventIds("webhooks/photo-complete")).containsAll(load.photoWebhooks());
            assertThat(scene.receipts().eventIds("webhooks/damage-assessment-complete"))
                    .containsAll(load.damageWebhooks());
        });
    }

    private void assertThatOnlyOpenRecordsCameAgain() {
        Map<String, Long> rows = rowsById();
        Set<String> repeated = rows.entrySet().stream()
                .filter(row -> row.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        long furtherRows = rows.values().stream().mapToLong(count -> count - 1).sum();
        System.out.println(
                kills + " kills, " + load.size() + " events: " + repeatable + " open records had had their effect, "
                        + furtherRows + " rows came again, and " + again(PHOTO_API) + " photo tasks");
        assertThat(rows.keySet()).isEqualTo(load.sound());
        assertThat(openIds).containsAll(repeated);
        assertThat(furtherRows).isLessThanOrEqualTo(repeatable);
        assertThat(scene.receipts().eventIds(PHOTO_API)).isEqualTo(load.photoTasks());
    }

    private long again(String destination) {
        return scene.receipts().count(destination)
                - scene.receipts().eventIds(destination).size();
    }

    private Map<String, Long> rowsById() {
        Map<String, Long> rows = new HashMap<>();
        scene.kafka().read(Load.ROWS).forEach(row -> rows.merge(Load.eventId(row.value()), 1L, Long::sum));
        return rows;
    }
}
