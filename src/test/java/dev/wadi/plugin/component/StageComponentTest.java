package dev.wadi.plugin.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.runtime.LoadedPlugin;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageComponentTest {

    private static final String ROUTE = """
            - route:
                id: claimx-enrich
                from:
                  uri: direct:enrich
                  steps:
                    - to: stage:enrichment_complete?domain=claimx
                    - to: mock:next
            """;

    private final FakePublisher publisher = FakePublisher.holdingBack();
    private final CollectedDeadLetters deadLetters = new CollectedDeadLetters();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<LoadedPlugin> plugins = new ArrayList<>();
    private final FakeRecordHandle record = FakeRecordHandle.at(3);
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
        scheduler.shutdownNow();
    }

    private void start(String yaml) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FakeConnections connections = new FakeConnections();
        Webhooks webhooks = new Webhooks(connections, uri -> connections.client("x"), scheduler, Duration.ofMillis(5));
        ActionExecutor actions = new ActionExecutor(
                publisher, webhooks, new CustomActions(), deadLetters, asked -> {}, meters, Clock.systemUTC());
        StageRunners runners = new StageRunners(
                new Stages(List.of()), new PluginRegistry(plugins), actions, meters, Clock.systemUTC());
        camel.getRegistry().bind("stageRunners", runners);
        camel.getRegistry().bind("pluginHost", new RoutePluginHost(runners));
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
        camel.start();
    }

    private void plugin(String name, PluginResult result) {
        plugins.add(LoadedPlugin.of(new FakePlugin(name, 100, context -> result)));
    }

    /** Sends one message as the consumer would, and ends its exchange. */
    private Exchange send() {
        Exchange exchange = camel.createProducerTemplate().send("direct:enrich", sent -> {
            sent.getMessage().setBody(Map.of("event_id", "evt-1"));
            ExchangeRecords.attach(sent, record);
        });
        record.exchangeEnds();
        return exchange;
    }

    private int passed() {
        return camel.getEndpoint("mock:next", MockEndpoint.class).getReceivedCounter();
    }

    private static PluginAction publish() {
        return new PluginAction.PublishToTopic("t", Map.of(), null, Map.of());
    }

    @Test
    void an_empty_stage_lets_the_message_pass() throws Exception {
        start(ROUTE);
        send();
        assertThat(passed()).isEqualTo(1);
        assertThat(record.terminal()).contains(new Outcome.Delivered());
    }

    @Test
    void the_route_goes_on_while_an_action_holds_the_record() throws Exception {
        plugin("a", PluginResult.success().with(publish()));
        start(ROUTE);
        send();
        assertThat(passed()).isEqualTo(1);
        assertThat(record.terminal()).isEmpty();
        publisher.acknowledge();
        assertThat(record.terminal()).contains(new Outcome.Delivered());
    }

    @Test
    void a_filter_stops_the_route_and_settles_the_record() throws Exception {
        plugin("a", PluginResult.filter("too old"));
        start(ROUTE);
        Exchange exchange = send();
        assertThat(exchange.getException()).isNull();
        assertThat(passed()).isZero();
        assertThat(record.terminal()).contains(new Outcome.Filtered("too old"));
    }

    @Test
    void a_plugin_that_throws_is_not_the_messages_failure() throws Exception {
        plugins.add(LoadedPlugin.of(new FakePlugin("broken", 1, context -> {
            throw new IllegalStateException("no luck");
        })));
        start(ROUTE);
        assertThat(send().getException()).isNull();
        assertThat(passed()).isEqualTo(1);
    }

    @Test
    void a_failed_action_is_a_dead_letter_of_the_record() throws Exception {
        plugin("a", PluginResult.success().with(publish()));
        start(ROUTE);
        send();
        publisher.fail(Failure.of(FailureFamily.TRANSIENT, "down", null, 3));
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.ACTION);
            assertThat(letter.stage()).isEqualTo("claimx-enrich/a/publish_to_topic");
        });
        assertThat(record.terminal()).contains(new Outcome.Delivered());
    }

    @Test
    void an_added_header_is_on_the_message_afterwards() throws Exception {
        plugin("a", PluginResult.success().with(new PluginAction.AddHeader("x-a", "1")));
        start(ROUTE);
        camel.getEndpoint("mock:next", MockEndpoint.class).expectedHeaderReceived("x-a", "1");
        send();
        MockEndpoint.assertIsSatisfied(camel);
    }

    @Test
    void a_plugin_is_a_step_of_any_route() throws Exception {
        camel.getRegistry().bind("mine", new FakePlugin("mine", 1, context -> PluginResult.filter("not mine")
                .with(publish())));
        start(ROUTE.replace("to: stage:enrichment_complete?domain=claimx", "process: {ref: mine}"));
        send();
        assertThat(passed()).isZero();
        assertThat(publisher.published()).hasSize(1);
        assertThat(record.outcome()).isEqualTo(new Outcome.Filtered("not mine"));
        assertThat(record.terminal()).isEmpty();
    }

    @Test
    void an_unknown_stage_or_a_missing_domain_is_refused_when_the_route_is_built() {
        assertThatThrownBy(() -> start(ROUTE.replace("enrichment_complete", "enrich")))
                .hasStackTraceContaining("stage:enrich names no stage. Known stages: event_ingest,");
        assertThatThrownBy(() -> start(ROUTE.replace("?domain=claimx", "")))
                .hasStackTraceContaining("the option 'domain' is missing. Possible: stage:enrichment_complete?domain=");
        assertThatThrownBy(() -> start(ROUTE.replace("domain=", "domian=x&domain=")))
                .hasStackTraceContaining("domian");
    }
}
