package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterGroup;
import dev.wadi.dlq.letter.LetterGroups;
import dev.wadi.dlq.letter.Resolutions;
import dev.wadi.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wadi dlq list}: what is dead, and why. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists dead letters, those of one cause together.")
final class ListCommand implements Callable<Integer> {

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only this dead-letter topic, whatever it is called.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--all", description = "Each letter by itself.")
    private boolean all;

    @Option(names = "--resolved", description = "Those that were replayed or discarded instead, each by itself.")
    private boolean resolved;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @ParentCommand
    private @Nullable DlqCommand parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Session session = Objects.requireNonNull(parent).open()) {
            if (all || resolved) {
                letters(session, out);
            } else {
                groups(session, out);
            }
        }
        out.flush();
        return 0;
    }

    private void read(Session session, Consumer<Letter> receiver) {
        Resolutions resolutions = session.resolutions();
        session.box().read(topics, letter -> {
            if (resolutions.of(letter.id()).isPresent() == resolved) {
                receiver.accept(letter);
            }
        });
    }

    private void groups(Session session, PrintWriter out) {
        LetterGroups groups = new LetterGroups();
        read(session, groups::add);
        List<LetterGroup> found = groups.largestFirst();
        if (json) {
            out.println(Json.text(found.stream().map(LetterFields::of).toList()));
        } else {
            found.forEach(group -> LetterText.of(group).forEach(out::println));
            out.println(LetterText.total(found));
        }
    }

    private void letters(Session session, PrintWriter out) {
        List<Object> fields = new ArrayList<>();
        int[] count = {0};
        read(session, letter -> {
            count[0]++;
            if (json) {
                fields.add(LetterFields.of(letter, session.resolutions()));
            } else {
                LetterText.of(letter, session.resolutions()).forEach(out::println);
            }
        });
        out.println(json ? Json.text(fields) : LetterText.total(count[0], resolved));
    }
}
