package dev.wadi.dlq.replay;

import dev.wadi.action.SavedAction;
import dev.wadi.action.SavedActions;
import dev.wadi.dlq.letter.AuditEntry;
import dev.wadi.dlq.letter.AuditEntry.Action;
import dev.wadi.dlq.letter.AuditTrail;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.record.DeadLetter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts letters on their way again, each noted in the audit once that is acknowledged. If we are killed between the two,
 * the letter is still open and may be replayed twice: never not at all.
 */
public final class Replayer {

    /** A note may wait for the topic's metadata, which the publisher's own thread brings: it must not wait itself. */
    private final Executor notes = Executors.newVirtualThreadPerTaskExecutor();

    private final EventPublisher publisher;
    private final Supplier<SavedActions> actions;
    private final AuditTrail audit;

    /**
     * A replayer.
     *
     * @param actions carries out the actions among the letters; asked for only if there are any
     */
    public Replayer(EventPublisher publisher, Supplier<SavedActions> actions, AuditTrail audit) {
        this.publisher = publisher;
        this.actions = actions;
        this.audit = audit;
    }

    /** Replays a letter; what came of it is in the entry, also if an action failed again. */
    public CompletionStage<AuditEntry> replay(Letter letter) {
        return letter.isAction() ? carryOut(letter) : send(letter);
    }

    private CompletionStage<AuditEntry> send(Letter letter) {
        return publisher
                .publish(ReplayRecord.of(letter))
                .thenComposeAsync(place -> audit.note(Action.REPLAY, letter, "written to " + place), notes);
    }

    private CompletionStage<AuditEntry> carryOut(Letter letter) {
        SavedAction saved = SavedAction.read(letter.action().orElse(""));
        return actions.get()
                .carryOut(saved)
                .handleAsync(
                        (result, thrown) -> thrown == null
                                ? audit.note(Action.REPLAY, letter, saved + ": " + result)
                                : audit.note(Action.REPLAY_FAILED, letter, saved + ": " + describe(thrown)),
                        notes)
                .thenCompose(entry -> entry);
    }

    private static String describe(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown;
        return cause == null ? "" : DeadLetter.describe(cause);
    }
}
