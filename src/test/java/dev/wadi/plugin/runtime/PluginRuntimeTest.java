package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.action.CustomActions;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakeConnections;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginRuntimeTest {

    private final List<String> calls = new ArrayList<>();

    private final class Living implements Plugin {

        private final String name;
        private final boolean starts;

        Living(String name, boolean starts) {
            this.name = name;
            this.starts = starts;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void onStart() {
            calls.add(name + " start");
            if (!starts) {
                throw new IllegalStateException("no luck");
            }
        }

        @Override
        public void onStop() {
            calls.add(name + " stop");
            throw new IllegalStateException("stuck");
        }

        @Override
        public void onUnload() {
            calls.add(name + " unload");
        }

        @Override
        public PluginResult execute(PluginContext context) {
            return PluginResult.success();
        }
    }

    private final FakePluginSource source = new FakePluginSource();
    private final PluginRegistry registry = new PluginRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginRuntime runtime = new PluginRuntime(
            source,
            registry,
            new Surroundings(
                    new FakeConnections(),
                    new CustomActions(),
                    new EventHub(Runnable::run, meters, Clock.systemUTC()),
                    new ExtensionHub(Runnable::run, meters)),
            List.of());

    private void start(Plugin... plugins) {
        for (Plugin plugin : plugins) {
            source.put(plugin.name(), () -> plugin);
        }
        runtime.start(new CheckedPlugins(source.find(), List.of(), source));
    }

    @Test
    void starts_in_order_and_stops_the_last_one_first() {
        try (CapturedLog log = new CapturedLog()) {
            start(new Living("a", true), new Living("b", true));
            assertThat(log.lines())
                    .filteredOn(line -> !line.startsWith("DEBUG"))
                    .containsExactly("INFO Plugin orchestrator initialized | registered_plugins=2");
            runtime.close();
            assertThat(calls).containsExactly("a start", "b start", "b stop", "a stop", "b unload", "a unload");
        }
    }

    @Test
    void leaves_out_a_plugin_that_fails_to_start() {
        try (CapturedLog log = new CapturedLog()) {
            start(new Living("a", false), new Living("b", true));
            assertThat(registry.plugins()).extracting(LoadedPlugin::name).containsExactly("b");
            assertThat(log.lines())
                    .filteredOn(line -> !line.startsWith("DEBUG"))
                    .containsExactly(
                            "WARN Plugin does not run | plugin_name=a"
                                    + " error=failed to start: java.lang.IllegalStateException: no luck",
                            "INFO Plugin orchestrator initialized | registered_plugins=1");
        }
    }
}
