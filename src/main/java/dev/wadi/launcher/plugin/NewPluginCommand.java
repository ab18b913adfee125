package dev.wadi.launcher.plugin;

import dev.wadi.config.YamlFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wadi new plugin}: a plugin that works, to be changed into what is wanted. */
@Command(
        name = "plugin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Makes a plugin that works, with a test, to start from.",
        description = {
            "",
            "It is a folder in plugins/ with a Java file, which is compiled when it is loaded,",
            "its config.yaml, a test.yaml for `wadi test`, and a README.md.",
            ""
        })
final class NewPluginCommand implements Callable<Integer> {

    private final Project project;

    @Parameters(paramLabel = "NAME", description = "Lower case with underscores, such as late_tasks.")
    private String name = "";

    @Option(
            names = "--like",
            paramLabel = "KIND",
            defaultValue = "filter",
            description = "filter leaves messages out, webhook calls a connection, trigger publishes to a topic"
                    + " (${DEFAULT-VALUE}).")
    private Scaffold.Kind kind = Scaffold.Kind.FILTER;

    @Spec
    private @Nullable CommandSpec spec;

    NewPluginCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() {
        Scaffold scaffold = new Scaffold(name, kind);
        Path folder = scaffold.writeInto(
                project.pluginFolders().stream().findFirst().orElseThrow(PluginCommands::switchedOff));
        String shown = YamlFile.display(folder);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Made " + shown + ":");
        out.printf("  %-28s what it does%n", scaffold.className() + ".java");
        out.printf("  %-28s where it runs, and its settings%n", "config.yaml");
        out.printf("  %-28s messages, and what must come of them%n", "test.yaml");
        out.printf("  %-28s for those who use it%n", "README.md");
        out.println();
        out.println("Next:");
        out.println("  ./wadi test " + shown);
        out.println("  ./wadi demo --keep-running");
        out.flush();
        return 0;
    }
}
