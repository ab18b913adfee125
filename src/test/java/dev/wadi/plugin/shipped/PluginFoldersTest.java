package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.plugin.testkit.cases.PluginTests;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests that stand beside the plugins that we ship pass. */
class PluginFoldersTest {

    @TestFactory
    Stream<DynamicContainer> the_tests_beside_each_plugin_pass() {
        List<Path> folders = PluginTests.in(Path.of("plugins"));
        assertThat(folders).contains(Path.of("plugins/task_trigger"));
        return folders.stream()
                .map(folder -> DynamicContainer.dynamicContainer(
                        folder.toString(),
                        PluginTests.of(folder).stream().map(test -> DynamicTest.dynamicTest(test.name(), test::run))));
    }
}
