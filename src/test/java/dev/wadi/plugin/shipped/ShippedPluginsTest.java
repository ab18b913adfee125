package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.PluginFolder;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the shipped plugins. */
class ShippedPluginsTest {

    private static final Path SHIPPED = Path.of("plugins");
    private static final Pattern YAML_EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final Path scratch;

    ShippedPluginsTest(@TempDir Path scratch) {
        this.scratch = scratch;
    }

    private static List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(SHIPPED)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> declared() {
        return ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.getClass().getPackageName().startsWith("dev.wadi.plugin.shipped"))
                .map(Plugin::name)
                .sorted()
                .toList();
    }

    private PluginDefinition load(String name, String yaml) throws IOException {
        Path folder = Files.createTempDirectory(scratch, name);
        return new PluginFolder(folder, name).define(yaml);
    }

    @Test
    void each_has_a_folder_and_each_folder_its_plugin() throws IOException {
        assertThat(declared()).isEqualTo(folders()).hasSize(14);
    }

    @Test
    void all_but_the_task_trigger_are_switched_off() throws IOException {
        for (String name : folders()) {
            assertThat(Files.readString(SHIPPED.resolve(name).resolve("config.yaml")))
                    .as(name)
                    .contains("enabled: " + name.equals("task_trigger"));
        }
    }

    @Test
    void each_loads_with_its_file_once_it_is_switched_on() throws IOException {
        for (String name : folders()) {
            String file = Files.readString(SHIPPED.resolve(name).resolve("config.yaml"))
                    .replace("enabled: false", "enabled: true")
                    .replace("${JWT_SECRET:-}", "${JWT_SECRET}");
            assertThat(load(name, file).name()).isEqualTo(name);
        }
    }

    @Test
    void each_example_in_a_readme_loads() throws IOException {
        for (String name : folders()) {
            List<String> examples = YAML_EXAMPLE
                    .matcher(Files.readString(SHIPPED.resolve(name).resolve("README.md")))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            assertThat(examples).as(name).isNotEmpty();
            for (String example : examples) {
                assertThat(load(name, example).name()).as(example).isEqualTo(name);
            }
        }
    }

    @Test
    void the_table_names_each_of_them() throws IOException {
        assertThat(Files.readString(SHIPPED.resolve("README.md")))
                .contains(folders().stream()
                        .map(name -> "| [" + name + "](" + name + "/README.md) |")
                        .toList());
    }

    @Test
    void each_says_what_it_does() {
        assertThat(ServiceLoader.load(Plugin.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(Plugin::description))
                .allSatisfy(description -> assertThat(description).isNotBlank());
    }
}
