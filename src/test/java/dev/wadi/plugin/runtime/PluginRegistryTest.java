package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginRegistryTest {

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

    @Test
    void starts_in_order_and_stops_the_last_one_first() {
        try (CapturedLog log = new CapturedLog()) {
            PluginRegistry registry = new PluginRegistry(
                    List.of(LoadedPlugin.of(new Living("a", true)), LoadedPlugin.of(new Living("b", true))));
            registry.start();
            assertThat(log.lines()).containsExactly("INFO Plugin orchestrator initialized | registered_plugins=2");
            registry.close();
            assertThat(calls).containsExactly("a start", "b start", "b stop", "a stop", "b unload", "a unload");
        }
    }

    @Test
    void leaves_out_a_plugin_that_fails_to_start() {
        try (CapturedLog log = new CapturedLog()) {
            PluginRegistry registry = new PluginRegistry(
                    List.of(LoadedPlugin.of(new Living("a", false)), LoadedPlugin.of(new Living("b", true))));
            registry.start();
            assertThat(registry.plugins()).extracting(LoadedPlugin::name).containsExactly("b");
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Plugin failed to start | plugin_name=a",
                            "INFO Plugin orchestrator initialized | registered_plugins=1");
        }
    }
}
