package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.demo.EventGenerator;
import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.demo.score.Summary;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with the project's own routes, plugins and connections. */
class DemoTest {

    private static final int EVENTS = 400;
    private static final long SEED = 7;

    @Test
    void accounts_for_every_event(@TempDir Path work) throws Exception {
        EventGenerator same = new EventGenerator(SEED, Clock.systemUTC());
        long broken = IntStream.range(0, EVENTS)
                .filter(i -> same.next().kind() != Kind.SOUND)
                .count();

        try (Demo demo = Demo.start(Path.of("").toAbsolutePath(), work, SEED)) {
            Summary summary = demo.play(new Demo.Feed(EVENTS, null), progress -> {});

            assertThat(summary.received()).isEqualTo(EVENTS);
            assertThat(summary.lost()).isZero();
            assertThat(summary.duplicated()).isZero();
            assertThat(summary.deadTotal())
                    .as("each broken event, and no other")
                    .isEqualTo((int) broken);
            assertThat(summary.filtered()).containsOnlyKeys("the task was cancelled");
            assertThat(summary.delivered()).isEqualTo(EVENTS - summary.deadTotal() - summary.filteredTotal());
            assertThat(summary.holds()).isTrue();
            assertThat(demo.consumers())
                    .extracting(ConsumerStatistics.Snapshot::consumer)
                    .containsExactly("claimx-enrich", "claimx-ingest", "workers-photo");
            assertThat(demo.consumers())
                    .allSatisfy(c -> assertThat(c.inFlight()).isZero());
        }
    }
}
