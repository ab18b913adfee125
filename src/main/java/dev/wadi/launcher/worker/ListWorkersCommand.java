package dev.wadi.launcher.worker;

import dev.wadi.launcher.plugin.Columns;
import dev.wadi.worker.RouteText;
import dev.wadi.worker.Worker;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wadi worker list}: what there is, as the files say it. */
@Command(name = "list", mixinStandardHelpOptions = true, header = "Lists the workers.")
final class ListWorkersCommand implements Callable<Integer> {

    private static final List<String> TITLES = List.of("name", "form", "topic", "destination", "where");

    private final Workers.Reader project;

    @Spec
    private @Nullable CommandSpec spec;

    ListWorkersCommand(Workers.Reader project) {
        this.project = project;
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Workers workers = project.read();
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        Stream.concat(
                        workers.inShort().stream().map(RouteText::worker).map(ListWorkersCommand::row),
                        workers.asRoutes().entrySet().stream()
                                .map(route -> List.of(route.getKey(), "route", "", "", route.getValue())))
                .sorted(Comparator.comparing(List::getFirst))
                .forEach(rows::add);
        Columns.print(rows, out);
        out.flush();
        return 0;
    }

    private static List<String> row(Worker worker) {
        return List.of(
                worker.name(),
                "short",
                worker.source().topic(),
                worker.destination().connection() + worker.destination().path(),
                worker.place());
    }
}
