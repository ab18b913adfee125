package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.config.ConfigException;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageRunnerTest {

    private final List<String> ran = new ArrayList<>();
    private final FakePublisher publisher = FakePublisher.acknowledging();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final FakeRecordHandle record = FakeRecordHandle.at(1);

    StageRunnerTest() {
        exchange.getMessage().setBody(Map.of("event_id", "evt-1", "event_type", "CUSTOM_TASK_COMPLETED"));
        ExchangeRecords.attach(exchange, record);
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private StageRunners runners(PluginRegistry registry) {
        FakeConnections connections = new FakeConnections();
        Webhooks webhooks = new Webhooks(connections, uri -> connections.client("x"), scheduler, Duration.ofMillis(5));
        ActionExecutor actions = new ActionExecutor(
                publisher,
                webhooks,
                new CustomActions(),
                new CollectedDeadLetters(),
                asked -> {},
                meters,
                Clock.systemUTC());
        return new StageRunners(new Stages(List.of("photo_checked")), registry, actions, meters, Clock.systemUTC());
    }

    private StageRunner runner(LoadedPlugin... plugins) {
        return runners(new PluginRegistry(List.of(plugins))).runner("claimx", "enrichment_complete", "test");
    }

    private StageRunner runner(FakePlugin... plugins) {
        return runner(Stream.of(plugins).map(LoadedPlugin::of).toArray(LoadedPlugin[]::new));
    }

    private Optional<String> run(StageRunner runner) {
        AtomicReference<@Nullable String> filtered = new AtomicReference<>();
        ExchangeContext context = new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH);
        assertThat(runner.run(context, (ex, reason) -> filtered.set(reason), doneSync -> {}))
                .isTrue();
        return Optional.ofNullable(filtered.get());
    }

    private FakePlugin plugin(String name, int priority, PluginResult result) {
        return new FakePlugin(name, priority, context -> {
            ran.add(name);
            return result;
        });
    }

    private static PluginAction publish(String topic) {
        return new PluginAction.PublishToTopic(topic, "x", null, Map.of());
    }

    @Test
    void runs_plugins_by_priority_lower_first_and_ties_by_name() {
        run(runner(
                plugin("c", 100, PluginResult.success()),
                plugin("b", 100, PluginResult.skip("nothing to do")),
                plugin("a", 200, PluginResult.success()),
                plugin("z", -1, PluginResult.failed("could not"))));
        assertThat(ran).containsExactly("z", "b", "c", "a");
    }

    @Test
    void a_filter_stops_later_plugins_and_the_filtering_ones_own_actions_are_carried_out() {
        Optional<String> reason = run(runner(
                plugin("a", 1, PluginResult.success().with(publish("before"))),
                plugin("b", 2, PluginResult.filter("too old").with(publish("with"))),
                plugin("c", 3, PluginResult.success().with(publish("after")))));
        assertThat(reason).contains("too old");
        assertThat(ran).containsExactly("a", "b");
        assertThat(publisher.published()).extracting(r -> r.topic()).containsExactly("before", "with");
        assertThat(meters.find("plugin.filtered").tag("plugin", "b").counter().count())
                .isEqualTo(1);
    }

    @Test
    void a_throw_stops_neither_the_message_nor_what_was_asked_for_before() {
        FakePlugin broken = new FakePlugin("broken", 1, context -> {
            context.ask(publish("asked"));
            throw new IllegalStateException("no luck");
        });
        try (CapturedLog log = new CapturedLog()) {
            assertThat(run(runner(broken, plugin("next", 2, PluginResult.success()))))
                    .isEmpty();
            assertThat(log.warnings())
                    .containsExactly("WARN Plugin execution failed | plugin_name=broken event_id=evt-1"
                            + " error=java.lang.IllegalStateException: no luck");
        }
        assertThat(ran).containsExactly("next");
        assertThat(publisher.published()).extracting(r -> r.topic()).containsExactly("asked");
        assertThat(meters.counter(
                                "plugin.errors",
                                "plugin",
                                "broken",
                                "domain",
                                "claimx",
                                "stage",
                                "enrichment_complete",
                                "reason",
                                "thrown")
                        .count())
                .isEqualTo(1);
        assertThat(meters.find("plugin.execution.duration")
                        .tag("success", "false")
                        .tag("plugin", "broken")
                        .timer())
                .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
    }

    @Test
    @SuppressWarnings("NullAway") // what a plugin must not do
    void an_error_or_a_null_is_a_plugins_failure_too() {
        FakePlugin missingClass = new FakePlugin("missing", 1, context -> {
            throw new NoClassDefFoundError("com/acme/Gone");
        });
        FakePlugin nothing = new FakePlugin("nothing", 2, context -> null);
        run(runner(missingClass, nothing, plugin("next", 3, PluginResult.success())));
        assertThat(ran).containsExactly("next");
        assertThat(meters.find("plugin.errors").counters())
                .extracting(counter ->
                        counter.getId().getTag("plugin") + " " + counter.getId().getTag("reason"))
                .containsExactlyInAnyOrder("missing thrown", "nothing null");
    }

    @Test
    void what_was_asked_for_comes_before_the_results_actions() {
        run(runner(new FakePlugin("a", 1, context -> {
            context.ask(publish("asked"));
            return PluginResult.success().with(publish("result"));
        })));
        assertThat(publisher.published()).extracting(r -> r.topic()).containsExactly("asked", "result");
        assertThat(meters.find("plugin.actions")
                        .tag("action", "publish_to_topic")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void a_header_goes_with_what_later_plugins_publish_and_onto_the_message() {
        run(runner(
                plugin("a", 1, PluginResult.success().with(new PluginAction.AddHeader("x-trace", "t-1"))),
                plugin("b", 2, PluginResult.success().with(publish("t")))));
        assertThat(FakePublisher.header(publisher.published().getFirst(), "x-trace"))
                .isEqualTo("t-1");
        assertThat(exchange.getMessage().getHeader("x-trace")).isEqualTo("t-1");
    }

    @Test
    void a_header_that_steers_camel_is_refused() {
        run(runner(plugin("a", 1, PluginResult.success().with(new PluginAction.AddHeader("CamelHttpUri", "x")))));
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(meters.find("plugin.errors").counter().count()).isEqualTo(1);
    }

    @Test
    void runs_only_for_its_event_types() {
        FakePlugin assigned = new FakePlugin("a", 1, Set.of("CUSTOM_TASK_ASSIGNED"), context -> {
            ran.add("a");
            return PluginResult.success();
        });
        StageRunner runner = runner(assigned);
        run(runner);
        exchange.getMessage().setBody(Map.of());
        run(runner);
        assertThat(ran).isEmpty();
        exchange.getMessage().setBody(Map.of("event_type", "CUSTOM_TASK_ASSIGNED"));
        run(runner);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void runs_only_in_its_domains_and_stages() {
        FakePlugin plugin = plugin("a", 1, PluginResult.success());
        LoadedPlugin narrow = new LoadedPlugin(
                PluginDefinition.of(plugin).in(Set.of("xact"), Set.of("retry")), PluginEnvironment.alone("a"));
        StageRunners runners = runners(new PluginRegistry(List.of(narrow)));
        assertThat(runners.runner("xact", "retry", "test").isEmpty()).isFalse();
        assertThat(runners.runner("claimx", "retry", "test").isEmpty()).isTrue();
        assertThat(runners.runner("xact", "dlq", "test").isEmpty()).isTrue();
    }

    @Test
    void follows_the_registry_from_the_next_message_on() {
        PluginRegistry registry = new PluginRegistry(List.of());
        StageRunner runner = runners(registry).runner("claimx", "error", "test");
        registry.replace(List.of(LoadedPlugin.of(plugin("late", 1, PluginResult.success()))));
        run(runner);
        assertThat(ran).containsExactly("late");
        registry.replace(List.of());
        assertThat(runner.isEmpty()).isTrue();
    }

    @Test
    void a_plain_camel_processor_is_a_plugin() {
        ProcessorPlugin changes =
                new ProcessorPlugin("changes", ex -> ex.getMessage().setBody(Map.of("event_id", "new")));
        FakePlugin sees = new FakePlugin("sees", 200, context -> {
            ran.add(context.eventId());
            return PluginResult.success();
        });
        run(runner(LoadedPlugin.of(changes), LoadedPlugin.of(sees)));
        assertThat(ran).containsExactly("new");
    }

    @Test
    void a_camel_processor_that_fails_leaves_the_message_as_it_was() {
        Object before = exchange.getMessage().getBody();
        ProcessorPlugin fails = new ProcessorPlugin("fails", ex -> {
            ex.getMessage().setBody("half done");
            ex.setException(new IllegalStateException("no luck"));
        });
        assertThat(run(runner(LoadedPlugin.of(fails)))).isEmpty();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(before);
    }

    @Test
    void a_camel_processor_that_stops_the_route_filters_the_message() {
        ProcessorPlugin stops = new ProcessorPlugin("stops", ex -> ex.setRouteStop(true));
        assertThat(run(runner(LoadedPlugin.of(stops)))).contains("stopped by stops");
    }

    @Test
    void logs_each_execution_at_debug_only() {
        try (CapturedLog log = new CapturedLog()) {
            run(runner(plugin("a", 1, PluginResult.success().with(publish("t")))));
            assertThat(log.lines())
                    .containsExactly(
                            "DEBUG Executing plugin | plugin_name=a stage=enrichment_complete"
                                    + " event_type=CUSTOM_TASK_COMPLETED",
                            "DEBUG Plugin action: publish to topic | topic=t event_id=evt-1");
        }
    }

    @Test
    void an_unknown_stage_is_the_operators_fault() {
        StageRunners runners = runners(new PluginRegistry(List.of()));
        runners.runner("claimx", "photo_checked", "test");
        assertThatThrownBy(() -> runners.runner("claimx", "enrichment_complet", "routes/a.camel.yaml:12"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("routes/a.camel.yaml:12: stage:enrichment_complet names no stage. Did you mean"
                        + " 'enrichment_complete'? Known stages: event_ingest, enrichment_queued,"
                        + " enrichment_complete, entity_write, download_queued, download_complete, upload_complete,"
                        + " retry, dlq, error, photo_checked (more can be declared as wadi.stages in"
                        + " application.properties)");
    }
}
