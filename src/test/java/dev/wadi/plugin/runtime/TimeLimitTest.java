package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.PluginScene;
import dev.wadi.fake.StuckPlugin;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plugins that don't come back within their time limit. */
class TimeLimitTest {

    private static final ExecutionLimits SHORT = ExecutionLimits.DEFAULT.withTimeout(Duration.ofMillis(30));

    private final PluginScene scene = new PluginScene();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final FakeRecordHandle record = FakeRecordHandle.at(1);
    private final CountDownLatch calledBack = new CountDownLatch(1);
    private final AtomicInteger callbacks = new AtomicInteger();
    private volatile boolean interruptedAfterwards;
    private final List<String> filtered = new CopyOnWriteArrayList<>();

    TimeLimitTest() {
        exchange.getMessage().setBody(new LinkedHashMap<>(Map.of("event_id", "evt-1", "kind", "good")));
        ExchangeRecords.attach(exchange, record);
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private FakePlugin next(int priority) {
        return new FakePlugin("next", priority, context -> {
            ran.add(context.eventId() + " " + context.headers());
            threads.add(Thread.currentThread());
            return PluginResult.success().with(new PluginAction.PublishToTopic("next", "x", null, Map.of()));
        });
    }

    /** Runs the stage on a thread of its own; what it returned there. */
    private CompletableFuture<Boolean> run(StageRunner runner) {
        CompletableFuture<Boolean> returned = new CompletableFuture<>();
        ExchangeContext context = new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH);
        Thread.ofPlatform().daemon().name("first").start(() -> {
            threads.add(Thread.currentThread());
            boolean done = runner.run(context, (ex, reason) -> filtered.add(reason), doneSync -> {
                callbacks.incrementAndGet();
                calledBack.countDown();
            });
            interruptedAfterwards = Thread.currentThread().isInterrupted();
            returned.complete(done);
        });
        return returned;
    }

    private void awaitCallback() throws InterruptedException {
        assertThat(calledBack.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private StageRunner runner() {
        return scene.stages().runner("claimx", "enrichment_complete", "test");
    }

    @ParameterizedTest
    @EnumSource(StuckPlugin.Kind.class)
    void the_message_goes_on_without_a_plugin_that_is_stuck(StuckPlugin.Kind kind) throws Exception {
        StuckPlugin stuck = new StuckPlugin("stuck", 1, kind);
        StageRunner runner = scene.with(stuck, SHORT).with(next(2)).stages().runner("claimx", "dlq", "test");
        try (CapturedLog log = new CapturedLog()) {
            CompletableFuture<Boolean> returned = run(runner);
            awaitCallback();
            assertThat(ran).containsExactly("evt-1 {}");
            assertThat(threads.get(1)).isNotSameAs(threads.getFirst());
            assertThat(threads.getFirst().getName()).isEqualTo("first held by plugin 'stuck'");
            assertThat(returned).isNotDone();
            assertThat(scene.published()).containsExactly("before", "next");
            assertThat(scene.held("stuck")).isEqualTo(1);
            assertThat(scene.count("plugin.timeouts", "stuck")).isEqualTo(1);
            assertThat(scene.count("plugin.errors", "stuck")).isEqualTo(1);
            assertThat(scene.events())
                    .containsExactly("stuck timed out", "stuck failed: it ran out of time, which is 30 ms");
            assertThat(log.warnings())
                    .containsExactly("WARN Plugin execution failed | plugin_name=stuck event_id=evt-1"
                            + " error=it ran out of time, which is 30 ms");
            stuck.letGo();
            assertThat(returned.get(20, TimeUnit.SECONDS)).isFalse();
            assertNothingCameOfWhatWasLate();
        }
    }

    private void assertNothingCameOfWhatWasLate() {
        await().atMost(Duration.ofSeconds(20)).until(() -> scene.held("stuck") == 0);
        assertThat(scene.published()).containsExactly("before", "next");
        assertMessageIsAsItWas();
        assertThat(callbacks).hasValue(1);
    }

    private void assertMessageIsAsItWas() {
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("event_id", "evt-1", "kind", "good"));
        assertThat(filtered).isEmpty();
    }

    @Test
    void a_plugin_that_sleeps_is_woken_once_and_its_thread_is_not_interrupted_afterwards() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakePlugin sleeps = new FakePlugin("sleeps", 1, context -> {
            never.await();
            return PluginResult.success();
        });
        scene.with(sleeps, SHORT).with(next(2));
        CompletableFuture<Boolean> returned = run(runner());
        awaitCallback();
        assertThat(returned.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(interruptedAfterwards).isFalse();
        assertThat(ran).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> scene.held("sleeps") == 0);
        assertThat(scene.count("plugin.errors", "sleeps")).isEqualTo(1);
    }

    @Test
    void a_filter_that_was_asked_for_in_time_counts() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakePlugin sleeps = new FakePlugin("sleeps", 1, context -> {
            context.ask(new PluginAction.Filter("asked in time"));
            never.await();
            return PluginResult.success();
        });
        scene.with(sleeps, SHORT).with(next(2));
        var unused = run(runner());
        awaitCallback();
        assertThat(filtered).containsExactly("asked in time");
        assertThat(ran).isEmpty();
    }

    @Test
    void several_that_are_stuck_are_left_behind_one_after_the_other() throws Exception {
        StuckPlugin first = new StuckPlugin("first", 1, StuckPlugin.Kind.HANGS);
        StuckPlugin second = new StuckPlugin("second", 2, StuckPlugin.Kind.HANGS);
        scene.with(first, SHORT).with(second, SHORT).with(next(3));
        var unused = run(runner());
        awaitCallback();
        assertThat(ran).hasSize(1);
        assertThat(scene.published()).containsExactly("before", "before", "next");
        assertThat(scene.held("first") + scene.held("second")).isEqualTo(2);
        first.letGo();
        second.letGo();
    }

    @Test
    void a_processor_that_is_stuck_changes_nothing() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ProcessorPlugin stuck = new ProcessorPlugin("stuck", ex -> {
            ex.getMessage().setHeader("x-before", "ignored");
            ex.setProperty("before", "ignored");
            ex.getMessage().getBody(Map.class).clear();
            awaitUninterrupted(letGo);
            ex.getMessage().setBody("ignored");
            ex.setRouteStop(true);
            done.countDown();
        });
        scene.with(stuck, SHORT).with(next(200));
        CompletableFuture<Boolean> returned = run(runner());
        awaitCallback();
        letGo.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(returned.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(exchange.getProperty("before")).isNull();
        assertThat(exchange.isRouteStop()).isFalse();
        assertMessageIsAsItWas();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // It goes on waiting.
            }
        }
    }

    @Test
    void a_plugin_that_is_taken_out_ends_once_no_message_is_in_it() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        LoadedPlugin loaded = LoadedPlugin.of(new FakePlugin("slow", 1, context -> {
            inside.countDown();
            awaitUninterrupted(letGo);
            ran.add("left");
            return PluginResult.success();
        }));
        PluginRegistry registry =
                new PluginRegistry(List.of(loaded.with(ExecutionLimits.DEFAULT.withTimeout(Duration.ofMinutes(1)))));
        LoadedPlugin slow = registry.plugins().getFirst();
        var unused = run(scene.stages(registry).runner("claimx", "error", "test"));
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        registry.replace(List.of());
        Thread ends = Thread.ofPlatform().start(() -> {
            registry.drain(slow);
            ran.add("drained");
        });
        letGo.countDown();
        ends.join();
        assertThat(ran).containsExactly("left", "drained");
    }

    @Test
    void a_plugin_that_is_taken_out_is_not_waited_for_where_it_is_stuck() throws Exception {
        StuckPlugin stuck = new StuckPlugin("stuck", 1, StuckPlugin.Kind.HANGS);
        PluginRegistry registry =
                new PluginRegistry(List.of(LoadedPlugin.of(stuck).with(SHORT)));
        LoadedPlugin loaded = registry.plugins().getFirst();
        var unused = run(scene.stages(registry).runner("claimx", "error", "test"));
        awaitCallback();
        registry.replace(List.of());
        try (CapturedLog log = new CapturedLog()) {
            registry.drain(loaded);
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(scene.held("stuck")).isEqualTo(1);
        stuck.letGo();
    }

    /** A plugin that runs another stage: both are past their limits, and both messages go on. */
    @Test
    void a_stage_within_a_plugin_is_watched_as_well() throws Exception {
        StuckPlugin stuck = new StuckPlugin("stuck", 1, StuckPlugin.Kind.HANGS);
        Exchange inner = new DefaultExchange(exchange.getContext());
        CountDownLatch innerWentOn = new CountDownLatch(1);
        try (PluginScene within = new PluginScene().with(stuck, SHORT)) {
            StageRunner innerRunner = within.stages().runner("claimx", "retry", "test");
            FakePlugin outer = new FakePlugin("outer", 1, context -> {
                ExchangeContext its = new ExchangeContext(inner, "claimx", "retry", Instant.EPOCH);
                innerRunner.run(its, (ex, reason) -> {}, doneSync -> innerWentOn.countDown());
                return PluginResult.filter("too late");
            });
            scene.with(outer, SHORT).with(next(2));
            CompletableFuture<Boolean> returned = run(runner());
            awaitCallback();
            assertThat(innerWentOn.await(20, TimeUnit.SECONDS)).isTrue();
            stuck.letGo();
            assertThat(returned.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(filtered).isEmpty();
            assertThat(threads.getFirst().getName()).isEqualTo("first");
        }
    }
}
