package dev.wadi.launcher.worker;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Suggestion;
import dev.wadi.worker.RouteText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wadi worker show}: the route that a worker stands for, as it is loaded. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Prints the YAML route that a short worker stands for.",
        description = {
            "",
            "It is the very text that runs. To take a worker over, save it as",
            "routes/workers/NAME.camel.yaml, and remove the worker.",
            ""
        })
final class ShowWorkerCommand implements Callable<Integer> {

    private final Workers.Reader project;

    @Parameters(paramLabel = "NAME", description = "The worker's name.")
    private String name = "";

    @Spec
    private @Nullable CommandSpec spec;

    ShowWorkerCommand(Workers.Reader project) {
        this.project = project;
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(named(project.read()).text());
        out.flush();
        return 0;
    }

    private RouteText named(Workers workers) {
        String route = workers.asRoutes().get(name);
        if (route != null) {
            throw new ConfigException(route, "the worker '" + name + "' is a route already, which stands there");
        }
        List<String> names =
                workers.inShort().stream().map(text -> text.worker().name()).toList();
        return workers.inShort().stream()
                .filter(text -> text.worker().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        "wadi worker show",
                        "there is no worker '" + name + "' in the short form. "
                                + Suggestion.of(name, names, "Workers")));
    }
}
