package dev.wadi.route;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.claim.claimx.ClaimxEvents;
import dev.wadi.claim.claimx.ClaimxRows;
import dev.wadi.claim.claimx.component.ExtractRows;
import dev.wadi.claim.claimx.component.NeededAnswers;
import dev.wadi.claim.claimx.component.NormaliseEvent;
import dev.wadi.config.Variables;
import dev.wadi.connection.component.ConnectionComponent;
import dev.wadi.dlq.component.DeadLetterComponent;
import dev.wadi.dlq.component.RetriesLeft;
import dev.wadi.dlq.component.RetryComponent;
import dev.wadi.enrich.component.BatchDivides;
import dev.wadi.enrich.component.LookupComponent;
import dev.wadi.fake.AnsweringConnections;
import dev.wadi.fake.CollectedDeadLetters;
import dev.wadi.fake.FakePublisher;
import dev.wadi.fake.FedTopics;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.component.PublishComponent;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.component.StageComponent;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.CheckedPlugins;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.PluginRuntime;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.runtime.Surroundings;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.record.Retries;
import dev.wadi.worker.component.SuccessMessage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A Camel context with everything that the shipped routes name; each test class loads the files that it is about. */
abstract class ShippedRoutes extends CamelTestSupport {

    final FedTopics topics = new FedTopics();
    final FakePublisher publisher = FakePublisher.acknowledging();
    final CollectedDeadLetters deadLetters = new CollectedDeadLetters();
    final List<String> retried = new CopyOnWriteArrayList<>();
    final Retries retries = (letter, target) -> {
        retried.add(target.topic());
        return CompletableFuture.completedFuture(null);
    };

    /** Plugins beside the shipped ones; to be added before the context is made. */
    final List<Plugin> further = new ArrayList<>();

    final AnsweringConnections connections = new AnsweringConnections();
    final CircuitBreaker breaker = CircuitBreaker.ofDefaults("claimx_api");
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Clock clock = Clock.systemUTC();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Stages stages = new Stages(List.of());
        List<PluginDefinition> definitions = new ArrayList<>(new PluginLoader(
                        PluginPlaces.of(Path.of("plugins")),
                        CodePolicy.DEFAULT,
                        Variables.of(Map.of()),
                        connections.names(),
                        stages)
                .load());
        further.forEach(plugin -> definitions.add(PluginDefinition.of(plugin)));
        CheckedPlugins checked = CheckedPlugins.of(definitions);
        CustomActions custom = new CustomActions();
        PluginRegistry plugins = new PluginRegistry();
        new PluginRuntime(
                        checked.source(),
                        plugins,
                        new Surroundings(
                                connections,
                                custom,
                                new EventHub(scheduler, meters, clock),
                                new ExtensionHub(scheduler, meters)),
                        List.of())
                .start(checked);
        Webhooks webhooks = new Webhooks(
                connections, url -> connections.get(url.toString(), "test"), scheduler, Duration.ofMillis(10));
        ActionExecutor actions =
                new ActionExecutor(publisher, webhooks, custom, deadLetters, asked -> {}, meters, clock);
        camel.addComponent("kafka-ordered", topics);
        camel.addComponent("publish", new PublishComponent(publisher));
        camel.addComponent("dead-letter", new DeadLetterComponent(deadLetters, clock));
        camel.addComponent("retry", new RetryComponent(retries, deadLetters, clock));
        camel.getRegistry().bind("retriesLeft", new RetriesLeft());
        camel.getRegistry().bind("batchDivides", new BatchDivides());
        camel.addComponent("connection", new ConnectionComponent(connections));
        camel.addComponent("lookup", new LookupComponent());
        camel.addComponent("stage", new StageComponent(new StageRunners(stages, plugins, actions, meters, clock)));
        camel.getRegistry().bind("claimx_api", breaker);
        camel.getRegistry().bind("workerSuccess", new SuccessMessage());
        camel.getRegistry().bind("claimxEvent", new NormaliseEvent(new ClaimxEvents(clock)));
        camel.getRegistry().bind("claimxNeeds", new NeededAnswers());
        camel.getRegistry().bind("claimxRows", new ExtractRows(new ClaimxRows(clock)));
        camel.getPropertiesComponent().addInitialProperty("claimx.report-user", "user@example.com");
        return camel;
    }

    /** Loads route files, named below {@code routes/}. */
    void load(String... files) throws Exception {
        for (String file : files) {
            PluginHelper.getRoutesLoader(context())
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context(), "file:routes/" + file));
        }
    }

    /** The only record that was published to a topic. */
    Map<String, @Nullable Object> published(String topic) {
        List<String> values = publisher.values(topic);
        if (values.size() != 1) {
            throw new AssertionError("one record was expected on " + topic + ", but there are " + values);
        }
        return Json.object(values.getFirst().getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }
}
