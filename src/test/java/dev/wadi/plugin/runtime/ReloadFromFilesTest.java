package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.action.CustomActions;
import dev.wadi.fake.FakeConnections;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs follows the files, as far as they can be read. */
class ReloadFromFilesTest extends PluginProject {

    private final PluginRegistry registry = new PluginRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginRuntime runtime;

    ReloadFromFilesTest(@TempDir Path home) throws IOException {
        super(home);
        folder("plugins");
        runtime = new PluginRuntime(
                loader(),
                registry,
                new Surroundings(
                        new FakeConnections(),
                        new CustomActions(),
                        new EventHub(Runnable::run, meters, Clock.systemUTC()),
                        new ExtensionHub(Runnable::run, meters)),
                List.of());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private List<String> running() {
        return registry.plugins().stream().map(LoadedPlugin::name).toList();
    }

    @Test
    void a_file_that_comes_changes_and_goes_is_followed() throws IOException {
        write("plugins/greeter/Greeter.java", GREETER);
        assertThat(runtime.reload().added()).containsExactly("greeter");
        assertThat(runtime.reload().isEmpty()).isTrue();
        write("plugins/greeter/config.yaml", "config: {greeting: moin}");
        assertThat(runtime.reload().replaced()).containsExactly("greeter");
        write("config.yaml", "plugins: {greeter: {greeting: ahoi}}");
        assertThat(runtime.reload().replaced()).containsExactly("greeter");
        Files.delete(home.resolve("plugins/greeter/config.yaml"));
        Files.delete(home.resolve("plugins/greeter/Greeter.java"));
        Files.delete(home.resolve("config.yaml"));
        assertThat(runtime.reload().removed()).containsExactly("greeter");
        assertThat(running()).isEmpty();
    }

    /** The file's own name for the plugin can't be read any more, so its folder tells which plugin is meant. */
    @Test
    void a_plugin_goes_on_under_its_name_while_its_file_is_broken() throws IOException {
        write("plugins/polite/Greeter.java", GREETER);
        write("plugins/polite/config.yaml", "name: greeter");
        runtime.reload();
        write("plugins/polite/config.yaml", "name: [");
        assertThat(runtime.reload().failed()).containsExactly("greeter");
        assertThat(running()).containsExactly("greeter");
        assertThat(runtime.troubles()).containsOnlyKeys("greeter");
        write("plugins/polite/config.yaml", "name: greeter\nconfig: {greeting: moin}");
        assertThat(runtime.reload().replaced()).containsExactly("greeter");
        assertThat(runtime.troubles()).isEmpty();
    }

    @Test
    void all_plugins_of_a_list_go_on_while_the_list_is_broken() throws IOException {
        write("config/plugins.yaml", """
                plugins:
                  - {name: one, module: m, class: TaskTriggerPlugin}
                  - {name: two, module: m, class: TaskTriggerPlugin}
                """);
        assertThat(runtime.reload().added()).containsExactlyInAnyOrder("one", "two");
        write("config/plugins.yaml", "plugins: [");
        assertThat(runtime.reload().failed()).containsExactlyInAnyOrder("one", "two");
        assertThat(running()).containsExactlyInAnyOrder("one", "two");
        write("config/plugins.yaml", "plugins: [{name: one, module: m, class: TaskTriggerPlugin}]");
        assertThat(runtime.reload().removed()).containsExactly("two");
    }

    @Test
    void a_plugin_starts_once_what_it_needs_is_there_whichever_way_that_is_written() throws IOException {
        write("plugins/greeter/Greeter.java", GREETER);
        write("plugins/greeter/config.yaml", "dependencies: [task-trigger >=1]");
        assertThat(runtime.reload().failed()).containsExactly("greeter");
        assertThat(runtime.troubles().get("greeter"))
                .isEqualTo("depends on 'task-trigger', which is not in plugins/. Found: none");
        write("plugins/task_trigger/config.yaml", "config: {}");
        assertThat(runtime.reload().added()).containsExactlyInAnyOrder("task_trigger", "greeter");
    }
}
