package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedPluginsTest {

    private static final Path SHIPPED = Path.of("plugins");
    private static final Pattern YAML_EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static List<PluginDefinition> load(Path plugins) {
        Variables none = Variables.of(Map.of());
        return new PluginLoader(
                        PluginPlaces.of(plugins),
                        CodePolicy.DEFAULT,
                        none,
                        Set.of("webhook_receiver"),
                        new Stages(List.of()))
                .load();
    }

    @Test
    void every_shipped_plugin_loads() {
        assertThat(load(SHIPPED)).extracting(PluginDefinition::name).contains("task_trigger");
    }

    @Test
    void every_example_in_a_readme_loads(@TempDir Path scratch) throws IOException {
        String readme = Files.readString(SHIPPED.resolve("task_trigger/README.md"));
        List<String> examples = YAML_EXAMPLE
                .matcher(readme)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        Path folder = Files.createDirectories(scratch.resolve("task_trigger"));
        for (String example : examples) {
            Files.writeString(folder.resolve("config.yaml"), example);
            assertThat(load(scratch)).hasSize(1);
        }
    }
}
