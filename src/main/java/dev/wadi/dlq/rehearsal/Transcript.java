package dev.wadi.dlq.rehearsal;

import java.util.ArrayList;
import java.util.List;

/** What would be done for one record, in its order. Thread-safe. */
public final class Transcript {

    private final List<String> steps = new ArrayList<>();
    private boolean assumes;

    /** Tells what would be done, or was read. */
    public synchronized void tell(String step) {
        steps.add(step);
    }

    /** Tells of a call that is not made, and whose answer is assumed. */
    synchronized void assume(String step) {
        steps.add(step);
        assumes = true;
    }

    /** What was told since the last time, as the result of a record that ended so. */
    public synchronized Rehearsal.Result take(boolean getsThrough, String ending) {
        Rehearsal.Result result = new Rehearsal.Result(getsThrough, ending, steps, assumes);
        steps.clear();
        assumes = false;
        return result;
    }
}
