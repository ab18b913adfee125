package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.demo.EventGenerator;
import dev.wadi.demo.GeneratedEvent.Kind;
import dev.wadi.demo.score.Summary;
import dev.wadi.fake.Browser;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

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

        try (Demo demo = Demo.start(Path.of("").toAbsolutePath(), work, SEED, changes -> {})) {
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

    @Test
    void shows_its_routes_in_hawtio_with_live_counters(@TempDir Path work) throws Exception {
        try (Browser browser = Browser.openOrSkip("the demo's routes in Hawtio", 1280, 2600);
                Demo demo = Demo.start(Path.of("").toAbsolutePath(), work, SEED, changes -> {})) {
            demo.play(new Demo.Feed(60, null), progress -> {});
            browser.visit(demo.console().toString());
            browser.type(By.id("pf-login-username-id"), demo.user());
            browser.type(By.id("pf-login-password-id"), demo.password());
            browser.click(By.cssSelector("button[type=submit]"));
            browser.click(By.xpath("//*[text()='Expand all']")); // two contexts: the pipeline and the demo world
            browser.click(By.xpath("//*[contains(@class, 'tree-view')]//*[text()='claimx-ingest']"));
            browser.click(By.xpath("//nav//*[text()='Route Diagram']"));
            browser.see(counter(60));

            demo.play(new Demo.Feed(15, null), progress -> {});
            browser.see(counter(75));
            browser.screenshot(Path.of("target", "screenshots", "demo.png"));
        }
    }

    /** A node's counter after so many events; what is no JSON does not get into the route. */
    private static By counter(int events) {
        EventGenerator same = new EventGenerator(SEED, Clock.systemUTC());
        long readable = IntStream.range(0, events)
                .filter(i -> same.next().kind() != Kind.BAD_JSON)
                .count();
        return By.xpath("//div[@class='number'][text()='" + readable + "']");
    }
}
