package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.PluginScene;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stays behind of executions, and of plugins that are gone. */
class PluginMemoryTest {

    private static final int EXECUTIONS = 1_000_000;
    private static final long BOUND = 4L << 20;

    private final PluginScene scene = new PluginScene();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    PluginMemoryTest() {
        exchange.getMessage().setBody(Map.of("event_id", "evt-1"));
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private void run(StageRunner runner) {
        ExchangeContext context = new ExchangeContext(exchange, "claimx", "error", Instant.EPOCH);
        assertThat(runner.run(context, (ex, reason) -> {}, doneSync -> {})).isTrue();
    }

    /** As many reasons and stages of mind as there are messages: each would be a meter of its own. */
    @Test
    void a_million_executions_leave_no_memory_behind() {
        AtomicLong count = new AtomicLong();
        scene.with(new FakePlugin("looks", 1, context -> {
                    context.headers().put("x-count", "1");
                    return PluginResult.success(context.eventId());
                }))
                .with(new FakePlugin("counts", 2, context -> {
                    context.ask(PluginAction.Metric.count("seen"));
                    return PluginResult.skip("nothing to do");
                }))
                .with(new FakePlugin("filters", 3, context -> PluginResult.filter("no. " + count.incrementAndGet())));
        StageRunner runner = scene.stages().runner("claimx", "error", "test");
        for (int i = 0; i < EXECUTIONS / 100; i++) {
            run(runner);
        }
        long before = usedHeap();
        for (int i = 0; i < EXECUTIONS; i++) {
            run(runner);
        }
        assertThat(usedHeap() - before).isLessThan(BOUND);
        assertThat(scene.meters().find("plugin.filtered").counters()).hasSize(PluginMeters.MAX_VALUES + 1);
        assertThat(scene.count("plugin.filtered", "filters")).isEqualTo(EXECUTIONS + EXECUTIONS / 100.0);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void nothing_keeps_a_plugin_that_was_taken_out() {
        PluginRegistry registry = new PluginRegistry(List.of());
        StageRunners runners = scene.stages(registry);
        StageRunner runner = runners.runner("claimx", "error", "test");
        WeakReference<Plugin> gone = runOnce(registry, runner);
        registry.replace(List.of());
        awaitGone(gone);
        runners.removeMeters("gone");
        assertThat(scene.meters().getMeters())
                .noneMatch(meter -> "gone".equals(meter.getId().getTag("plugin")));
    }

    private WeakReference<Plugin> runOnce(PluginRegistry registry, StageRunner runner) {
        Plugin plugin = plugin();
        registry.replace(List.of(LoadedPlugin.of(plugin)));
        run(runner);
        assertThat(scene.count("plugin.executions", "gone")).isEqualTo(1);
        return new WeakReference<>(plugin);
    }

    @Test
    void nothing_keeps_a_plugin_that_was_a_step_of_a_route() {
        PluginSteps steps = scene.stages().steps();
        awaitGone(stepOnce(steps));
    }

    private WeakReference<Plugin> stepOnce(PluginSteps steps) {
        Plugin plugin = plugin();
        ExchangeContext context = new ExchangeContext(exchange, "", "route", Instant.EPOCH);
        assertThat(steps.run(plugin, context, (ex, reason) -> {}, doneSync -> {}))
                .isTrue();
        return new WeakReference<>(plugin);
    }

    private static Plugin plugin() {
        byte[] own = new byte[1];
        return new FakePlugin("gone", 1, context -> PluginResult.success("" + own[0]));
    }

    private static void awaitGone(WeakReference<Plugin> gone) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }
}
