package dev.wadi.launcher.dlq;

import dev.wadi.config.ConfigException;
import dev.wadi.dlq.letter.Discarder;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wadi dlq discard}: gives letters up. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Gives dead letters up: they no longer show in the list, and are not replayed.",
        description = {"", "Nothing is deleted: the letters stay in their topic for as long as Kafka keeps it.", ""})
final class DiscardCommand implements Callable<Integer> {

    @Mixin
    private SelectedLetters selected = new SelectedLetters();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the audit.")
    private String reason = "";

    @Option(names = "--yes", description = "Needed with --all.")
    private boolean yes;

    @ParentCommand
    private @Nullable DlqCommand parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new ConfigException("--reason", "is empty. Say why the letters are given up");
        }
        if (selected.isAll() && !yes) {
            throw new ConfigException("--all", "gives every dead letter up. Say --yes if that is meant");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int[] count = {0};
        try (Session session = Objects.requireNonNull(parent).open()) {
            Discarder discarder = new Discarder(session.publisher(), session.audit());
            session.open(selected, letter -> {
                if (session.resolutions().of(letter.id()).isEmpty()) {
                    count[0]++;
                    out.println(Printable.line(discarder
                            .discard(letter, reason)
                            .toCompletableFuture()
                            .join()
                            .toString()));
                }
            });
        }
        out.println(count[0] + " discarded");
        out.flush();
        return 0;
    }
}
