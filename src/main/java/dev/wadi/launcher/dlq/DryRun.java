package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.rehearsal.Rehearsal;
import dev.wadi.dlq.replay.Refusal;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells what a replay of letters would lead to. */
final class DryRun implements LetterRun {

    private final Rehearsal rehearsal;
    private final Session session;
    private final boolean force;
    private final PrintWriter out;
    private int through;
    private int notThrough;
    private boolean assumed;

    DryRun(Rehearsal rehearsal, Session session, boolean force, PrintWriter out) {
        this.rehearsal = rehearsal;
        this.session = session;
        this.force = force;
        this.out = out;
    }

    @Override
    public void take(Letter letter) {
        Optional<Refusal> refusal = Refusal.of(letter, session.resolutions());
        if (refusal.isPresent() && !(force && refusal.get().forcible())) {
            notThrough++;
            out.println(Printable.line(letter.id() + "  would be refused: it " + refusal.get()));
            return;
        }
        Rehearsal.Result result = rehearsal.rehearse(letter);
        if (result.getsThrough()) {
            through++;
        } else {
            notThrough++;
        }
        assumed |= result.assumes();
        out.println(Printable.line(letter.id() + "  " + result.ending()));
        result.steps().forEach(step -> out.println("        " + Printable.line(step)));
    }

    @Override
    public boolean finished() {
        out.println(through + " would get through, " + notThrough + " would not. Nothing was done.");
        if (assumed) {
            out.println("Calls that are no reads were not made; each was taken as answered 200 with {}.");
        }
        return notThrough == 0;
    }
}
