package dev.wadi.launcher.dlq;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterBox;
import dev.wadi.dlq.letter.LetterId;
import dev.wadi.dlq.letter.Selection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options by which an operator says which letters are meant. */
final class SelectedLetters {

    @Parameters(paramLabel = "ID", description = "Letters by their ids, such as claimx.events.dlq/0/12.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--cause",
            paramLabel = "TEXT|GROUP",
            description = "Those whose cause contains the text, or those of a group that the list shows.")
    private @Nullable String cause;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "With --cause or --all: only those in this dead-letter topic, whatever it is called.")
    private List<String> topics = new ArrayList<>();

    /** The one letter of that id. */
    static SelectedLetters byId(String id) {
        SelectedLetters one = new SelectedLetters();
        one.ids = List.of(id);
        return one;
    }

    boolean byId() {
        return !ids.isEmpty();
    }

    boolean isAll() {
        return all;
    }

    /**
     * Gives each letter that is meant to the receiver.
     *
     * @throws ConfigException if it is not clear which letters are meant, or one that is named does not exist
     */
    void forEach(LetterBox box, Consumer<Letter> receiver) {
        switch (selection()) {
            case Selection.ById named -> find(box, named.ids()).forEach(receiver);
            case Selection.OfMany many -> {
                Predicate<Letter> wanted = many.matching();
                box.read(topics, letter -> {
                    if (wanted.test(letter)) {
                        receiver.accept(letter);
                    }
                });
            }
        }
    }

    /** A cause that no letter has is probably misspelt; no letters at all are fine. */
    void refuseNone() {
        if (cause != null) {
            throw new ConfigException(
                    "--cause", "no dead letter has the cause '" + cause + "'. ./wadi dlq list shows the causes");
        }
    }

    private Selection selection() {
        int ways = (byId() ? 1 : 0) + (cause == null ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ConfigException(
                    "which letters",
                    (ways == 0 ? "none" : "too many ways") + " given. One is possible: ids, --cause or --all");
        }
        if (cause != null) {
            return new Selection.ByCause(cause);
        }
        return all ? new Selection.All() : new Selection.ById(parsed());
    }

    private List<LetterId> parsed() {
        Problems problems = new Problems();
        List<LetterId> parsed = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            LetterId.parse(id)
                    .ifPresentOrElse(
                            parsed::add,
                            () -> problems.add(
                                    id,
                                    "is no letter's id. An id is topic/partition/offset, as ./wadi dlq"
                                            + " list --all shows them"));
        }
        problems.throwIfAny();
        return parsed;
    }

    private static List<Letter> find(LetterBox box, List<LetterId> ids) {
        Problems problems = new Problems();
        List<Letter> found = new ArrayList<>();
        for (LetterId id : ids) {
            box.find(id)
                    .ifPresentOrElse(
                            found::add,
                            () -> problems.add(
                                    id.toString(),
                                    "there is no dead letter at this place. It may be gone by"
                                            + " the topic's retention; ./wadi dlq list --all shows those that are there"));
        }
        problems.throwIfAny();
        return found;
    }
}
