package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.PluginScene;
import dev.wadi.fake.StuckPlugin;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.guard.Quarantine;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that fail, hold threads or take all turns are left out, and come back by themselves. */
class QuarantineTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Quarantine SHORT = new Quarantine(50, 20, 10, Duration.ofMillis(50), 3);
    private static final ExecutionLimits QUICK =
            new ExecutionLimits(Duration.ofMillis(30), 0, 2, new Quarantine(50, 1000, 1000, Duration.ofMillis(50), 3));
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final CamelContext camel = new DefaultCamelContext();
    private final PluginScene scene = new PluginScene();
    private final AtomicInteger executions = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void stop() {
        scene.close();
    }

    private StageRunner runner() {
        return scene.stages().runner("claimx", "error", "test");
    }

    private void run(StageRunner runner) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Map.of("event_id", "evt-1"));
        ExchangeContext context = new ExchangeContext(exchange, "claimx", "error", Instant.EPOCH);
        if (runner.run(context, (ex, reason) -> {}, doneSync -> ended.incrementAndGet())) {
            ended.incrementAndGet();
        }
        assertThat(exchange.getException()).isNull();
    }

    private static ExecutionLimits limits(Quarantine quarantine) {
        return new ExecutionLimits(Duration.ofSeconds(10), 0, 4, quarantine);
    }

    static Stream<Throwable> everyKind() {
        return Stream.of(
                new IllegalStateException("no luck"),
                new IOException("disk"),
                new InterruptedException(),
                new StackOverflowError(),
                new OutOfMemoryError("as it says"),
                new NoClassDefFoundError("com/acme/Gone"),
                new ExceptionInInitializerError("static"),
                new AssertionError("never"),
                new Throwable("bare"),
                new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("even that");
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> PluginResult throwAny(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void whatever_a_plugin_throws_is_its_own_failure(Throwable thrown) {
        scene.with(new FakePlugin("broken", 1, context -> QuarantineTest.<RuntimeException>throwAny(thrown)))
                .with(counting(2));
        run(runner());
        assertThat(executions).hasValue(1);
        assertThat(scene.count("plugin.errors", "broken")).isEqualTo(1);
        assertThat(scene.meters()
                        .get("plugin.errors")
                        .tag("reason", "thrown")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_plugin_that_overflows_its_stack_is_no_trouble_to_others() {
        scene.with(new FakePlugin("deep", 1, context -> deeper(1))).with(counting(2));
        run(runner());
        assertThat(executions).hasValue(1);
        assertThat(scene.events()).containsExactly("deep failed: java.lang.StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is about
    private static PluginResult deeper(int level) {
        PluginResult result = deeper(level + 1);
        return result.with();
    }

    private FakePlugin counting(int priority) {
        return new FakePlugin("counts", priority, context -> {
            executions.incrementAndGet();
            return PluginResult.success();
        });
    }

    @Test
    void a_plugin_that_fails_too_often_is_left_out_and_let_back_once_it_works() {
        AtomicBoolean broken = new AtomicBoolean(true);
        FakePlugin plugin = new FakePlugin("p", 1, context -> {
            executions.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("no luck");
            }
            return PluginResult.success();
        });
        StageRunner runner = scene.with(plugin, limits(new Quarantine(50, 20, 10, Duration.ofHours(1), 3)))
                .stages()
                .runner("claimx", "error", "test");
        for (int i = 0; i < 15; i++) {
            run(runner);
        }
        assertThat(executions).hasValue(10);
        assertThat(ended).hasValue(15);
        assertThat(scene.events()).last().isEqualTo("p quarantined: 100 % of its last 10 executions failed");
        assertThat(scene.count("plugin.quarantines", "p")).isEqualTo(1);
        assertThat(scene.meters()
                        .get("plugin.skipped")
                        .tag("reason", "quarantined")
                        .counter()
                        .count())
                .isEqualTo(5);

        StageRunner again = new PluginScene().with(plugin).stages().runner("claimx", "error", "test");
        broken.set(false);
        run(again);
        assertThat(executions).as("another load of it begins anew").hasValue(11);
    }

    @Test
    void quarantine_ends_by_itself_and_is_told_once() {
        AtomicBoolean broken = new AtomicBoolean(true);
        FakePlugin plugin = new FakePlugin("p", 1, context -> {
            if (broken.get()) {
                throw new IllegalStateException("no luck");
            }
            return PluginResult.success();
        });
        StageRunner runner = scene.with(plugin, limits(SHORT)).stages().runner("claimx", "error", "test");
        // Through several rounds of being left out, tried, and found broken as before:
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> {
            run(runner);
            return scene.count("plugin.errors", "p") >= 20;
        });
        broken.set(false);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> {
            run(runner);
            return scene.events().contains("p released");
        });
        assertThat(scene.events())
                .filteredOn(event -> event.contains("quarantined"))
                .hasSize(1);
        assertThat(scene.events())
                .filteredOn(event -> event.contains("released"))
                .hasSize(1);
        double before = scene.count("plugin.skipped", "p");
        for (int i = 0; i < 50; i++) {
            run(runner);
        }
        assertThat(scene.count("plugin.skipped", "p")).isEqualTo(before);
    }

    @Test
    void that_a_plugin_says_it_failed_is_no_reason_for_quarantine() {
        StageRunner runner = scene.with(new FakePlugin("p", 1, context -> PluginResult.failed("could not")))
                .stages()
                .runner("claimx", "error", "test");
        for (int i = 0; i < 50; i++) {
            run(runner);
        }
        assertThat(scene.events()).isEmpty();
        assertThat(scene.meters()
                        .get("plugin.executions")
                        .tag("result", "failed")
                        .counter()
                        .count())
                .isEqualTo(50);
    }

    @Test
    void a_plugin_that_holds_too_many_threads_gets_no_more_until_they_come_back() {
        StuckPlugin stuck = new StuckPlugin("stuck", 1, StuckPlugin.Kind.HANGS);
        StageRunner runner = scene.with(stuck, QUICK).stages().runner("claimx", "error", "test");
        for (int i = 1; i <= 5; i++) {
            int soFar = i;
            THREADS.execute(() -> run(runner));
            await().atMost(LIMIT).until(() -> ended.get() == soFar);
        }
        assertThat(scene.held("stuck")).isEqualTo(2);
        assertThat(scene.count("plugin.skipped", "stuck")).isEqualTo(3);
        assertThat(scene.events())
                .filteredOn(event -> event.contains("quarantined"))
                .containsExactly("stuck quarantined: it holds 2 threads past its time limit of 30 ms");
        stuck.letGo();
        await().atMost(LIMIT).until(() -> scene.events().contains("stuck released"));
        assertThat(scene.held("stuck")).isZero();
        run(runner);
        assertThat(scene.count("plugin.skipped", "stuck")).isEqualTo(3);
    }

    @Test
    void a_plugin_all_of_whose_turns_are_taken_is_gone_past() {
        StuckPlugin stuck = new StuckPlugin("stuck", 1, StuckPlugin.Kind.HANGS);
        StageRunner runner =
                scene.with(stuck, QUICK.withMaxConcurrent(1)).stages().runner("claimx", "error", "test");
        for (int i = 1; i <= 3; i++) {
            THREADS.execute(() -> run(runner));
        }
        await().atMost(LIMIT).until(() -> ended.get() == 3);
        assertThat(scene.held("stuck")).isEqualTo(1);
        assertThat(scene.count("plugin.skipped", "stuck")).isEqualTo(2);
        stuck.letGo();
        await().atMost(LIMIT).until(() -> scene.held("stuck") == 0);
        run(runner);
        assertThat(scene.count("plugin.skipped", "stuck")).isEqualTo(2);
    }
}
