package dev.wadi.launcher.plugin;

import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlFile;
import dev.wadi.plugin.testkit.cases.PluginTest;
import dev.wadi.plugin.testkit.cases.PluginTests;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wadi test}: runs the tests that stand beside plugins. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the tests that stand beside plugins, in their test.yaml.",
        description = {
            "",
            "Each test has a plugin of its own, loaded as `run` does it. Nothing leaves the",
            "process: no Kafka and no API is needed. Ends with 1 if a test fails.",
            ""
        })
final class TestCommand implements Callable<Integer> {

    private static final String INDENT = "      ";

    private final Project project;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..*",
            description = "Folders of plugins, such as plugins/task_trigger; without any, all that have tests.")
    private List<Path> folders = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    private int passed;
    private int failed;

    TestCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() {
        LogLevel.quiet(); // why a plugin failed is worth a line
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        for (Path folder : chosen()) {
            out.println(YamlFile.display(folder));
            run(folder, out);
        }
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private List<Path> chosen() {
        if (folders.isEmpty()) {
            List<Path> all = project.pluginFolders();
            List<Path> found = all.stream()
                    .flatMap(folder -> PluginTests.in(folder).stream())
                    .toList();
            if (found.isEmpty()) {
                throw new ConfigException(
                        all.stream().map(YamlFile::display).collect(Collectors.joining(", ")),
                        "no plugin here has a " + PluginTests.FILE + ". Possible: ./wadi new plugin NAME");
            }
            return found;
        }
        return folders.stream().map(this::existing).toList();
    }

    private Path existing(Path folder) {
        Path found = project.home().resolve(folder);
        if (!Files.isDirectory(found)) {
            throw new ConfigException("test", "'" + folder + "' is no folder. Possible: plugins/task_trigger");
        }
        return found;
    }

    private void run(Path folder, PrintWriter out) {
        try {
            for (PluginTest test : PluginTests.of(folder)) {
                run(test, out);
            }
        } catch (ConfigException e) {
            failed++;
            e.problems().forEach(problem -> out.println("  FAILED  " + problem));
        }
    }

    private void run(PluginTest test, PrintWriter out) {
        try {
            test.run();
            passed++;
            out.println("  ok      " + test.name());
        } catch (ConfigException | AssertionError e) {
            failed(test, String.valueOf(e.getMessage()), out);
        }
    }

    private void failed(PluginTest test, String why, PrintWriter out) {
        failed++;
        out.println("  FAILED  " + test.name());
        why.lines().forEach(line -> out.println(INDENT + line));
    }
}
