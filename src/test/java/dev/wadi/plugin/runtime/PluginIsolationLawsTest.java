package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.PluginScene;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Whatever plugins there are at whatever stage, each runs in its turn as if the others were harmless. */
class PluginIsolationLawsTest {

    private static final ExecutionLimits SHORT = ExecutionLimits.DEFAULT.withTimeout(Duration.ofMillis(5));
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    /** What a plugin does. All publish first, and some end the run. */
    enum Deed {
        SUCCEEDS(false),
        THROWS(false),
        FAILS_TO_LINK(false),
        RETURNS_NULL(false),
        SAYS_IT_FAILED(false),
        SPOILS_THE_HEADERS_AND_HANGS(false),
        FILTERS(true),
        ASKS_FOR_A_FILTER_AND_THROWS(true),
        ASKS_FOR_A_FILTER_AND_HANGS(true);

        final boolean ends;

        Deed(boolean ends) {
            this.ends = ends;
        }

        @SuppressWarnings("NullAway") // what a plugin must not do
        PluginResult on(PluginContext context) throws InterruptedException {
            return switch (this) {
                case SUCCEEDS -> PluginResult.success();
                case THROWS -> throw new IllegalStateException("no luck");
                case FAILS_TO_LINK -> throw new NoClassDefFoundError("com/acme/Gone");
                case RETURNS_NULL -> null;
                case SAYS_IT_FAILED -> PluginResult.failed("could not");
                case SPOILS_THE_HEADERS_AND_HANGS -> {
                    context.headers().clear();
                    yield hang();
                }
                case FILTERS -> PluginResult.filter("mine");
                case ASKS_FOR_A_FILTER_AND_THROWS -> {
                    context.ask(new PluginAction.Filter("mine"));
                    throw new IllegalStateException("no luck");
                }
                case ASKS_FOR_A_FILTER_AND_HANGS -> {
                    context.ask(new PluginAction.Filter("mine"));
                    yield hang();
                }
            };
        }

        private static PluginResult hang() throws InterruptedException {
            new CountDownLatch(1).await();
            return PluginResult.filter("never");
        }
    }

    /** A plugin of a set: what it does, and when it is its turn. */
    record Member(Deed deed, int priority) {}

    @Provide
    static Arbitrary<Member> members() {
        Arbitrary<Deed> deeds = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(Deed.SUCCEEDS)), Tuple.of(6, Arbitraries.of(Deed.values())));
        return Combinators.combine(deeds, Arbitraries.integers().between(0, 5)).as(Member::new);
    }

    @Property(tries = 150)
    void each_plugin_runs_in_its_turn_whatever_those_before_it_did(
            @ForAll("stages") String stage, @ForAll @Size(min = 1, max = 8) List<@From("members") Member> set)
            throws InterruptedException {
        List<Integer> expected = expected(set);
        List<Integer> ran = new CopyOnWriteArrayList<>();
        List<String> spoilt = new CopyOnWriteArrayList<>();
        FakeRecordHandle record = FakeRecordHandle.at(1);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(Map.of("event_id", "evt-1"));
        ExchangeRecords.attach(exchange, record);
        CountDownLatch through = new CountDownLatch(1);
        List<String> filtered = new CopyOnWriteArrayList<>();
        try (PluginScene scene = new PluginScene()) {
            for (int i = 0; i < set.size(); i++) {
                scene.with(plugin(i, set.get(i), ran, spoilt), SHORT);
            }
            ExchangeContext context = new ExchangeContext(exchange, "claimx", stage, Instant.EPOCH);
            context.addHeader("x-mine", "kept");
            StageRunner runner = scene.stages().runner("claimx", stage, "test");
            Thread.ofPlatform().daemon().start(() -> {
                if (runner.run(context, (ex, reason) -> filtered.add(reason), doneSync -> through.countDown())) {
                    through.countDown();
                }
            });
            assertThat(through.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isEqualTo(expected);
            assertThat(spoilt).isEmpty();
            assertThat(scene.published())
                    .isEqualTo(expected.stream().map(i -> "t" + i).toList());
            assertThat(filtered).hasSize(set.get(expected.getLast()).deed().ends ? 1 : 0);
            assertThat(exchange.getException()).isNull();
            record.exchangeEnds();
            assertThat(record.terminal()).isPresent();
        }
    }

    @Provide
    static Arbitrary<String> stages() {
        return Arbitraries.of(
                "event_ingest",
                "enrichment_queued",
                "enrichment_complete",
                "entity_write",
                "download_queued",
                "download_complete",
                "upload_complete",
                "retry",
                "dlq",
                "error");
    }

    private static FakePlugin plugin(int number, Member member, List<Integer> ran, List<String> spoilt) {
        return new FakePlugin("p" + number, member.priority(), context -> {
            ran.add(number);
            if (!"kept".equals(context.headers().get("x-mine"))) {
                spoilt.add("p" + number);
            }
            context.ask(new PluginAction.PublishToTopic("t" + number, "x", null, Map.of()));
            return member.deed().on(context);
        });
    }

    /** By priority, then by name; up to the first that filters. */
    private static List<Integer> expected(List<Member> set) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            order.add(i);
        }
        Collections.sort(order, Comparator.comparingInt(i -> set.get(i).priority()));
        List<Integer> run = new ArrayList<>();
        for (int i : order) {
            run.add(i);
            if (set.get(i).deed().ends) {
                break;
            }
        }
        return run;
    }
}
