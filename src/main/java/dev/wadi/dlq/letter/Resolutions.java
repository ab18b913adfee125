package dev.wadi.dlq.letter;

import dev.wadi.dlq.letter.AuditEntry.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was done with letters so far, by the audit. */
public final class Resolutions {

    private final Map<LetterId, AuditEntry> resolved = new HashMap<>();
    private final Map<LetterId, Integer> failedReplays = new HashMap<>();

    void add(AuditEntry entry) {
        if (entry.action().resolves()) {
            resolved.put(entry.letter(), entry);
        } else if (entry.action() == Action.REPLAY_FAILED) {
            failedReplays.merge(entry.letter(), 1, Integer::sum);
        }
    }

    /** How a letter was resolved, if it was. */
    public Optional<AuditEntry> of(LetterId letter) {
        return Optional.ofNullable(resolved.get(letter));
    }

    /** How often a letter was replayed so far: in earlier rounds, or in vain. */
    public int replays(Letter letter) {
        return letter.history().replays() + failedReplays.getOrDefault(letter.id(), 0);
    }
}
