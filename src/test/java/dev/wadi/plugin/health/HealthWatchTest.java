package dev.wadi.plugin.health;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.health.component.PluginHealthChecks;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.HealthPlugin;
import dev.wadi.plugin.spi.kind.HealthStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    private static final Duration OFTEN = Duration.ofMillis(100);

    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters);
    private final HealthWatch watch = new HealthWatch(
            extensions, threads.calls(Duration.ofMillis(200)), threads.schedule(), OFTEN, meters, Clock.systemUTC());
    private final Semaphore asked = new Semaphore(0);
    private final Ownership owner = new Ownership("database");

    private record Watched(String name, Duration healthCheckInterval, Callable<HealthStatus> look)
            implements HealthPlugin {
        @Override
        public HealthStatus checkHealth() throws Exception {
            return look.call();
        }
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private void bind(Callable<HealthStatus> look) {
        watch.bind(new Watched("database", OFTEN, look), owner);
    }

    private Optional<HealthStatus> seen() {
        return watch.lastLook("database").flatMap(LastLook::status);
    }

    private HealthStatus awaitSeen(boolean healthy) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> seen().filter(status -> status.healthy() == healthy)
                .isPresent());
        return seen().orElseThrow();
    }

    /** The original had an interval for each check, and looked only when it was asked, as often as it was asked. */
    @Test
    void looks_at_once_and_then_at_the_plugin_s_interval() {
        AtomicInteger looks = new AtomicInteger();
        bind(() -> looks.incrementAndGet() > 2 ? HealthStatus.down("gone") : HealthStatus.up());

        assertThat(awaitSeen(false).message()).isEqualTo("gone");
        assertThat(looks.get()).isGreaterThan(2);
    }

    @Test
    void an_interval_of_zero_means_never() {
        watch.bind(new Watched("database", Duration.ZERO, HealthStatus::up), owner);

        assertThat(watch.lastLooks()).isEmpty();
    }

    /** In the original, one check that failed took the whole answer with it. */
    @Test
    void a_check_that_throws_or_returns_null_is_unhealthy_and_counted_and_logged_once() {
        try (CapturedLog log = new CapturedLog()) {
            bind(() -> {
                throw new IllegalStateException("no luck");
            });
            assertThat(awaitSeen(false).message()).isEqualTo("the check failed: IllegalStateException, see the log");
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> meters.counter("plugin.health.failures", "plugin", "database")
                                    .count()
                            > 2);
            assertThat(log.warnings()).containsExactly("WARN Health check failed | plugin_name=database");
        }
    }

    @Test
    void a_check_that_hangs_is_unhealthy_and_not_begun_again() {
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        bind(() -> {
            looks.incrementAndGet();
            boolean left = false;
            while (!left) {
                try {
                    left = leave.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // that is what this plugin is like
                }
            }
            return HealthStatus.up();
        });

        assertThat(awaitSeen(false).message()).contains("not done");
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> seen().orElseThrow().message().contains("the call before is not done yet"));
        assertThat(looks).hasValue(1);

        leave.countDown();
        awaitSeen(true);
    }

    /** It used to count as unhealthy: the next look came before the one under way was over. */
    @Test
    void a_check_that_takes_longer_than_its_interval_but_not_too_long_is_healthy() throws Exception {
        WatchedHealth watched = new WatchedHealth(
                "database",
                () -> {
                    assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                    return HealthStatus.up();
                },
                threads.calls(Duration.ofSeconds(10)).slot(this),
                meters,
                Clock.systemUTC());

        watched.look();
        watched.look();
        asked.release();

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> watched.last().healthy().equals(Optional.of(true)));
        assertThat(meters.counter("plugin.health.failures", "plugin", "database")
                        .count())
                .isZero();
    }

    @Test
    void what_looks_like_a_secret_is_hidden() {
        bind(() -> new HealthStatus(
                true,
                "",
                Map.of("db_password", "t0p", "API_KEY", "t0p", "connections", 5, "kind", Duration.ofSeconds(1))));

        assertThat(awaitSeen(true).details())
                .isEqualTo(Map.of("db_password", "***", "API_KEY", "***", "connections", 5, "kind", "PT1S"));
    }

    @Test
    void what_looks_like_a_secret_is_hidden_within_maps_and_lists_too() {
        Map<String, Object> config = Map.of("user", "u", "password", "t0p", "more", List.of(Map.of("token", "t0p")));
        bind(() -> new HealthStatus(true, "", Map.of("config", config)));

        assertThat(awaitSeen(true).details())
                .isEqualTo(Map.of(
                        "config", Map.of("user", "u", "password", "***", "more", List.of(Map.of("token", "***")))));
    }

    @Test
    void a_plugin_that_is_gone_is_looked_at_no_more() {
        bind(HealthStatus::up);
        awaitSeen(true);

        owner.close();

        assertThat(watch.lastLooks()).isEmpty();
        assertThat(threads.schedule().getQueue()).hasSizeLessThanOrEqualTo(2);
    }

    /** In the original, this point was declared and never asked. */
    @Test
    void the_extension_point_is_asked_too() {
        extensions
                .forPlugin(owner)
                .register(
                        ExtensionPoints.HEALTH_CHECK,
                        1,
                        value -> new HealthStatus(false, "disk full", Map.of("free", 0)));

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> Optional.ofNullable(
                        watch.lastLooks().get("health.check"))
                .flatMap(LastLook::status)
                .isPresent());
        HealthStatus status =
                requireNonNull(watch.lastLooks().get("health.check")).status().orElseThrow();
        assertThat(status.healthy()).isFalse();
        assertThat(status.message()).isEqualTo("database: disk full");
        assertThat(status.details()).isEqualTo(Map.of("database", false, "database.free", 0));

        owner.close();
        assertThat(watch.lastLooks()).isEmpty();
    }

    @Test
    void becomes_checks_of_readiness_and_tells_of_plugins_in_trouble() {
        bind(() -> new HealthStatus(false, "gone", Map.of("host", "db-1")));
        awaitSeen(false);
        PluginHealthChecks checks =
                new PluginHealthChecks(watch, () -> Map.of("geo-tag", "quarantined: 5 of 5 failed"));

        Map<String, HealthCheck.Result> results =
                checks.stream().collect(java.util.stream.Collectors.toMap(HealthCheck::getId, HealthCheck::call));

        HealthCheck.Result database = requireNonNull(results.get("plugin-database"));
        assertThat(database.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(database.getMessage()).contains("gone");
        assertThat(database.getDetails()).containsEntry("details", Map.of("host", "db-1"));
        assertThat(database.getCheck().isLiveness()).isFalse();
        HealthCheck.Result plugins = requireNonNull(results.get("plugins"));
        assertThat(plugins.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(plugins.getMessage()).contains("geo-tag: quarantined: 5 of 5 failed");
    }
}
