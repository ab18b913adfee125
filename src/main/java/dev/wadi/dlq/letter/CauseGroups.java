package dev.wadi.dlq.letter;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups letters by cause as they come; keeps none of them. */
public final class CauseGroups {

    private final Map<String, CauseGroup> byId = new HashMap<>();

    public void add(Letter letter) {
        CauseGroup alone = CauseGroup.of(letter);
        byId.merge(alone.id(), alone, CauseGroup::with);
    }

    /** The groups, the one with most letters first. */
    public List<CauseGroup> largestFirst() {
        return byId.values().stream()
                .sorted(Comparator.comparingInt(CauseGroup::count)
                        .reversed()
                        .thenComparing(CauseGroup::topic)
                        .thenComparing(CauseGroup::id))
                .toList();
    }
}
