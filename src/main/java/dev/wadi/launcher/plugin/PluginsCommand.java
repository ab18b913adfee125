package dev.wadi.launcher.plugin;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wadi plugins}: what there is, as the files say it. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        header = "Lists the plugins, and what is wrong with them.",
        description = {"", "Each is made and configured, but not started. Ends with 2 if something is wrong.", ""})
final class PluginsCommand implements Callable<Integer> {

    private static final List<String> TITLES =
            List.of("name", "version", "state", "priority", "domains", "stages", "where");
    private static final int OPERATOR = 2;

    private final Project project;
    private final List<Problem> problems = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    PluginsCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws Exception {
        LogLevel.quiet();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        try (Project.Opened opened = project.open()) {
            PluginSource source = opened.plugins();
            for (PluginCandidate candidate : source.find()) {
                rows.add(row(candidate, source));
            }
        }
        Columns.print(rows, out);
        problems.forEach(out::println);
        out.flush();
        return problems.isEmpty() ? 0 : OPERATOR;
    }

    private List<String> row(PluginCandidate candidate, PluginSource source) {
        if (!candidate.enabled()) {
            return List.of(candidate.name(), "", "disabled", "", "", "", candidate.place());
        }
        try {
            PluginDefinition plugin = source.define(candidate);
            plugin.code().close();
            return List.of(
                    plugin.name(),
                    plugin.version(),
                    "enabled",
                    String.valueOf(plugin.priority()),
                    named(plugin.domains()),
                    named(plugin.stages()),
                    plugin.place());
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return List.of(candidate.name(), "", "broken", "", "", "", candidate.place());
        }
    }

    private static String named(Collection<String> names) {
        return names.isEmpty() ? "all" : String.join(",", new TreeSet<>(names));
    }
}
