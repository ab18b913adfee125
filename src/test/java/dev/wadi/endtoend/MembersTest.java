package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.demo.score.Arrivals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes in one group: one joins, one is stopped, one is killed, while events flow. */
final class MembersTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String GROUP = "claimx-ingest";
    private static final String[] INGEST = {"run", "--routes", "claimx/ingest.camel.yaml"};

    private final Load load = new Load(11);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        scene.project().withSessionTimeout(Duration.ofSeconds(6));
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void nothing_is_lost_when_members_of_a_group_join_stop_and_are_killed_under_load() {
        WadiProcess first = scene.start(INGEST).awaitStart();
        WadiProcess second = scene.start(INGEST).awaitStart();
        writeAndSee(1_000);
        WadiProcess third = scene.start(INGEST).awaitStart();
        writeAndSee(1_000);
        assertThat(first.sigterm().exitCode()).isZero();
        writeAndSee(1_000);
        second.kill();
        load.write(scene.kafka(), 1_000);

        await().atMost(LIMIT).until(() -> scene.kafka().committed(GROUP, Load.RAW) == load.size());
        scene.stop(third);
        assertThat(ids()).containsAll(load.sound());
    }

    /** Writes events and goes on once some of them are through: the others are under way. */
    private void writeAndSee(int count) {
        long before = scene.kafka().size(Load.PENDING);
        load.write(scene.kafka(), count);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> scene.kafka().size(Load.PENDING) > before + 50);
    }

    private Set<String> ids() {
        return scene.kafka().read(Load.PENDING).stream()
                .map(record -> Arrivals.eventId(record.value()))
                .collect(Collectors.toSet());
    }
}
