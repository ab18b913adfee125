package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.action.CustomActions;
import dev.wadi.config.Variables;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.HandledOnce;
import dev.wadi.fake.PluginJar;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.event.EventHandlerBinder;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.handler.HandlerSettings;
import dev.wadi.plugin.handler.HandlerStep;
import dev.wadi.plugin.handler.Handlers;
import dev.wadi.plugin.handler.PluginHandlers;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a plugin that was reloaded, no class is left, however often that happens. */
class ReloadLeavesNoTraceTest {

    private static final int TIMES = 1_000;
    /** Those that something still holds for a moment. */
    private static final int A_FEW = 5;

    private static final int OTHER_CLASSES = 500;
    private static final long OTHER_METASPACE = 8L << 20;

    /** Takes everything that a plugin can take. */
    private static final String GREEDY = """
            package com.acme;
            import dev.wadi.plugin.spi.*;
            import dev.wadi.plugin.spi.event.*;
            import dev.wadi.plugin.spi.extension.*;
            import dev.wadi.plugin.spi.handler.*;
            import dev.wadi.plugin.spi.kind.*;
            import java.util.Map;
            import java.util.concurrent.*;
            public class Greedy implements EventHandlerPlugin, HandlerPlugin {
                record Seen(String what) {}
                private volatile Seen seen = new Seen("nothing");
                @Override public String name() { return "greedy"; }
                @Override public Map<String, EventListener> eventSubscriptions() {
                    return Map.of("*", event -> seen = new Seen(event.type()));
                }
                @Override public EnrichmentHandler newHandler() {
                    return context -> EnrichmentResult.ok(Map.of("seen", seen));
                }
                @Override public void onLoad(PluginEnvironment environment) throws Exception {
                    environment.events().subscribe("x.*", event -> seen = new Seen("x"));
                    environment.extensionPoints().define(
                            new ExtensionPoint("greedy.point", ExtensionPoint.Kind.FILTER, "x", String.class));
                    environment.extensionPoints().register("greedy.point", 1, value -> value + "!");
                    environment.extensionPoints().register(ExtensionPoints.PLUGIN_STARTED, 1, name -> {
                        seen = new Seen("started");
                        return null;
                    });
                    environment.registerAction("greedy", (action, origin) -> CompletableFuture.completedFuture(seen));
                    environment.scheduler().submit(() -> seen = new Seen("thread")).get();
                    environment.scheduler().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
                    environment.state().put("seen", seen);
                    environment.state().merge("loads", 1, (a, b) -> (Integer) a + 1);
                }
            }
            """;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<PhantomReference<ClassLoader>> open = new HashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventHub events = new EventHub(threads, meters, Clock.systemUTC());
    private final PluginRegistry registry = new PluginRegistry();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_thousand_reloads_leave_no_class_behind(@TempDir Path plugins) throws Exception {
        Path folder = Files.createDirectories(plugins.resolve("greedy"));
        Files.writeString(folder.resolve("config.yaml"), "class: com.acme.Greedy\n");
        PluginJar.build(folder, "Greedy", GREEDY);
        PluginLoader loader = new PluginLoader(
                PluginPlaces.of(plugins), CodePolicy.DEFAULT, Variables.of(Map.of()), Set.of(), new Stages(List.of()));
        Surroundings surroundings =
                new Surroundings(new FakeConnections(), new CustomActions(), events, new ExtensionHub(threads, meters));
        PluginHandlers handlers = new PluginHandlers(registry::limits);
        try (PluginRuntime runtime =
                new PluginRuntime(loader, registry, surroundings, List.of(new EventHandlerBinder(events), handlers))) {
            runtime.start(loader.check());
            Handlers steps = new Handlers(handlers, surroundings.connections());
            HandlerStep step = steps.open(
                    new HandlerSettings("greedy", Map.of(), Duration.ofSeconds(5)), HandledOnce.PLUGINS_ONLY);
            for (int i = 0; i < 20; i++) {
                reload(runtime); // what is loaded once for all
            }
            awaitCollected();
            int classes = loadedClasses();
            long metaspace = usedMetaspace();
            for (int i = 0; i < TIMES; i++) {
                reload(runtime);
                assertThat(HandledOnce.by(step)).isInstanceOf(EnrichmentResult.Ok.class);
            }
            awaitCollected();
            assertThat(loadedClasses()).isLessThan(classes + OTHER_CLASSES);
            assertThat(usedMetaspace()).isLessThan(metaspace + OTHER_METASPACE);
            assertThat(registry.plugins().getFirst().environment().state())
                    .as("what it remembers goes from one to the next, but for objects of its own classes")
                    .containsEntry("loads", TIMES + 21);
        }
    }

    private void reload(PluginRuntime runtime) {
        ClassLoader classes = registry.plugins().getFirst().definition().code().loader();
        open.add(new PhantomReference<>(classes, collected));
        assertThat(runtime.reload("greedy").replaced()).containsExactly("greedy");
    }

    private void awaitCollected() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
                open.remove(gone);
            }
            assertThat(open).hasSizeLessThanOrEqualTo(A_FEW);
        });
    }

    private static int loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static long usedMetaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
