package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterGroup;
import dev.wadi.dlq.letter.Resolutions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Letters and groups of them as lines of the list. */
final class LetterText {

    private LetterText() {}

    static List<String> of(LetterGroup group) {
        String replays = group.maxReplays() == 0 ? "" : ", replayed up to " + times(group.maxReplays());
        return List.of(
                "%s  %5d ×  %s".formatted(group.id(), group.count(), Printable.line(group.topic())),
                "        " + Printable.line(group.family() + " in " + group.stage() + ": " + group.cause()),
                "        first " + seconds(group.first()) + ", last " + seconds(group.last()) + replays,
                "        such as " + group.example(),
                "");
    }

    static List<String> of(Letter letter, Resolutions resolutions) {
        List<String> lines = new ArrayList<>();
        int replays = resolutions.replays(letter);
        lines.add(
                letter.id() + "  " + seconds(letter.failedAt()) + (replays == 0 ? "" : "  replayed " + times(replays)));
        lines.add("        " + Printable.line(letter.family() + " in " + letter.stage() + ": " + letter.cause()));
        resolutions.of(letter.id()).ifPresent(entry -> lines.add("        " + Printable.line(entry.toString())));
        return lines;
    }

    static String total(List<LetterGroup> groups) {
        int letters = groups.stream().mapToInt(LetterGroup::count).sum();
        return letters == 0
                ? "no dead letters"
                : letters
                        + (letters == 1 ? " dead letter, " : " dead letters, ")
                        + (groups.size() == 1 ? "1 cause" : groups.size() + " causes");
    }

    static String total(int letters, boolean resolved) {
        String which = resolved ? "resolved dead letter" : "dead letter";
        return (letters == 0 ? "no" : letters) + " " + which + (letters == 1 ? "" : "s");
    }

    static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
