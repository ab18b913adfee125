package dev.wadi.dlq.letter;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups letters by cause as they come; keeps none of them. */
public final class LetterGroups {

    private final Map<String, LetterGroup> byId = new HashMap<>();

    public void add(Letter letter) {
        LetterGroup alone = LetterGroup.of(letter);
        byId.merge(alone.id(), alone, LetterGroup::with);
    }

    /** The groups, the one with most letters first. */
    public List<LetterGroup> largestFirst() {
        return byId.values().stream()
                .sorted(Comparator.comparingInt(LetterGroup::count)
                        .reversed()
                        .thenComparing(LetterGroup::topic)
                        .thenComparing(LetterGroup::id))
                .toList();
    }
}
