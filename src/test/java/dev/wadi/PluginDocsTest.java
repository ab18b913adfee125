package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CommandRun;
import dev.wadi.fake.PluginJar;
import dev.wadi.launcher.plugin.FolderProject;
import dev.wadi.launcher.plugin.PluginCommands;
import dev.wadi.plugin.testkit.StageHarness;
import dev.wadi.plugin.testkit.cases.PluginTests;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Each example of docs/plugins.md works as it is written there. */
class PluginDocsTest {

    private static final Path PAGE = Path.of("docs/plugins.md");
    private static final Pattern BLOCK = Pattern.compile("```(java|yaml|sh)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("(?://|#) (\\S+)\n");

    private final Path project;

    PluginDocsTest(@TempDir Path project) {
        this.project = project;
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The files of the examples, by their paths. */
    private static Map<String, String> examples() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String block :
                Stream.concat(blocks("java").stream(), blocks("yaml").stream()).toList()) {
            MatchResult name = FILE.matcher(block).results().findFirst().orElseThrow();
            assertThat(name.start())
                    .as("the first line names the file: " + block)
                    .isZero();
            assertThat(files.put(name.group(1), block)).isNull();
        }
        return files;
    }

    @BeforeEach
    void write_the_examples() throws IOException {
        for (Map.Entry<String, String> example : examples().entrySet()) {
            Path file = project.resolve(example.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, example.getValue());
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(project.resolve("plugins"))) {
            return folders.sorted().toList();
        }
    }

    @TestFactory
    List<DynamicTest> each_plugin_can_be_loaded_and_run() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : folders()) {
            tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                try (StageHarness harness = StageHarness.ofPlugin(folder)
                        .connections("scale")
                        .answer("scale", "POST", "/weigh/evt-1", "{}")) {
                    var result = harness.stage("claimx", "event_ingest").run(Map.of("event_id", "evt-1"));
                    assertThat(result.errors()).isEmpty();
                    assertThat(result.failedActions()).isEmpty();
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(5);
        return tests;
    }

    @TestFactory
    List<DynamicTest> each_test_in_yaml_passes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : PluginTests.in(project.resolve("plugins"))) {
            PluginTests.of(folder).forEach(test -> tests.add(DynamicTest.dynamicTest(test.name(), test::run)));
        }
        assertThat(tests).hasSizeGreaterThan(1);
        return tests;
    }

    @Test
    void each_test_in_java_passes() throws Exception {
        Map<String, String> sources = new TreeMap<>();
        sources.put("GreetingPlugin", Files.readString(project.resolve("plugins/greeting/GreetingPlugin.java")));
        sources.put(
                "GreetingPluginTest",
                Files.readString(project.resolve("src/test/java/GreetingPluginTest.java"))
                        .replace("Path.of(\"plugins", "Path.of(\"" + project + File.separator + "plugins"));
        Path jar = PluginJar.write(project.resolve("tests.jar"), PluginJar.compile(project, sources));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            Constructor<?> constructor = loader.loadClass("GreetingPluginTest").getDeclaredConstructor();
            constructor.setAccessible(true);
            int run = 0;
            for (Method method : constructor.getDeclaringClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    run++;
                }
            }
            assertThat(run).isEqualTo(2);
        }
    }

    @Command(name = "wadi")
    private static final class Root {}

    @Test
    void each_command_works() throws IOException {
        List<String> commands = blocks("sh").stream().flatMap(String::lines).toList();
        assertThat(commands).hasSize(3).allSatisfy(command -> assertThat(command)
                .startsWith("./wadi "));
        for (String command : commands) {
            CommandRun run = CommandRun.of(
                    PluginCommands.addTo(new CommandLine(new Root()), new FolderProject(project))
                            .setCaseInsensitiveEnumValuesAllowed(true),
                    command.substring("./wadi ".length()).split(" "));
            assertThat(run.exitCode()).as(run.toString()).isZero();
        }
    }
}
