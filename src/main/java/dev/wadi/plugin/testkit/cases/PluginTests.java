package dev.wadi.plugin.testkit.cases;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the tests that stand beside plugins, in the file {@code test.yaml} of a plugin's folder. */
public final class PluginTests {

    /** The file's name. */
    public static final String FILE = "test.yaml";

    private PluginTests() {}

    /**
     * The tests of one plugin, in their order. For JUnit:
     *
     * <pre>{@code
     * @TestFactory
     * Stream<DynamicTest> cases() {
     *     return PluginTests.of(Path.of("plugins/greeting")).stream()
     *             .map(test -> DynamicTest.dynamicTest(test.name(), test::run));
     * }
     * }</pre>
     *
     * @param plugin the plugin's folder, with a {@code test.yaml} in it
     * @throws dev.wadi.config.ConfigException with everything that is wrong in the file, or if there is none
     */
    public static List<PluginTest> of(Path plugin) {
        Path file = plugin.resolve(FILE);
        Problems problems = new Problems();
        List<PluginTest> tests = new ArrayList<>();
        if (Files.exists(file)) {
            YamlMapping root = YamlFile.read(file, Variables.ofEnvironment(), problems);
            root.refuseUnknown("variables", "connections", "stages", "with", "now", "tests");
            Scene scene = Scene.read(plugin, root);
            for (YamlMapping item : root.mappings("tests")) {
                tests.add(PluginTest.read(scene, item));
            }
            if (tests.isEmpty()) {
                root.problem("tests", "has no tests. Needed is a list: tests: [{name: …, stage: …, message: …}]");
            }
        } else {
            problems.add(YamlFile.display(plugin), "has no " + FILE);
        }
        problems.throwIfAny();
        return List.copyOf(tests);
    }

    /** The folders of all plugins with a {@code test.yaml}, by name. */
    public static List<Path> in(Path pluginsFolder) {
        if (!Files.isDirectory(pluginsFolder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(pluginsFolder)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(pluginsFolder + " can't be listed", e);
        }
    }
}
