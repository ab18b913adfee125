package dev.wadi.launcher.dlq;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wadi dlq show}: one letter, with all that is known of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows a dead letter: what failed, where and why, its headers and its payload.")
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The letter's id, such as claimx.events.dlq/0/12.")
    private String id = "";

    @ParentCommand
    private @Nullable DlqCommand parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Session session = Objects.requireNonNull(parent).open()) {
            SelectedLetters.byId(id).forEach(session.box(), letter -> ShownLetter.of(letter, session.resolutions())
                    .forEach(out::println));
        }
        out.flush();
        return 0;
    }
}
