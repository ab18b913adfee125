package dev.wadi.launcher.dlq;

import dev.wadi.action.SavedActions;
import dev.wadi.dlq.letter.AuditEntry;
import dev.wadi.dlq.letter.AuditEntry.Action;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.replay.Refusal;
import dev.wadi.dlq.replay.Replayer;
import dev.wadi.record.DeadLetter;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Replays letters for real. */
final class ReplayRun implements LetterRun {

    private static final int MAX_UNDER_WAY = 100;

    /** A letter whose replay is not acknowledged yet. */
    private record UnderWay(Letter letter, CompletableFuture<AuditEntry> entry) {}

    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private final Desk desk;
    private final Session session;
    private final Replayer replayer;
    private final boolean force;
    private final PrintWriter out;
    private final PrintWriter err;
    private @Nullable SavedActions actions;
    private int replayed;
    private int failed;
    private int refused;
    private int left;
    private boolean stopped;

    ReplayRun(Desk desk, Session session, boolean force, PrintWriter out, PrintWriter err) {
        this.desk = desk;
        this.session = session;
        this.replayer = new Replayer(session.publisher(), this::actions, session.audit());
        this.force = force;
        this.out = out;
        this.err = err;
    }

    private SavedActions actions() {
        SavedActions opened = actions;
        if (opened == null) {
            opened = desk.actions(session.publisher(), session::own);
            actions = opened;
        }
        return opened;
    }

    @Override
    public void take(Letter letter) {
        if (stopped) {
            left++;
            return;
        }
        Optional<Refusal> refusal = Refusal.of(letter, session.resolutions());
        if (refusal.isPresent() && !(force && refusal.get().forcible())) {
            refused++;
            err.println(Printable.line(letter.id() + ": not replayed, it " + refusal.get()));
            return;
        }
        underWay.add(new UnderWay(letter, replayer.replay(letter).toCompletableFuture()));
        settle(letter.isAction() ? 0 : MAX_UNDER_WAY); // calls are made one after the other
    }

    /** Waits until no more than so many are under way, the first ones first. */
    private void settle(int most) {
        while (underWay.size() > most) {
            UnderWay first = underWay.remove();
            try {
                note(first.entry.join());
            } catch (CompletionException e) { // Kafka did not take the record, or the note that it did
                stopped = true;
                left++;
                Throwable cause = e.getCause() == null ? e : e.getCause();
                err.println(Printable.line(first.letter.id() + ": not replayed: " + DeadLetter.describe(cause)));
            }
        }
    }

    private void note(AuditEntry entry) {
        if (entry.action() == Action.REPLAY) {
            replayed++;
        } else {
            failed++;
        }
        out.println(Printable.line(entry.toString()));
    }

    @Override
    public boolean finished() {
        settle(0);
        out.println(replayed + " replayed" + some(refused, "refused") + some(failed, "failed again")
                + some(left, "left, since Kafka did not take the one before"));
        return refused + failed + left == 0;
    }

    private static String some(int count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }
}
