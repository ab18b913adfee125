package dev.wadi.dlq.rehearsal;

import dev.wadi.dlq.letter.Letter;
import java.util.List;

/** Tells what a replay would lead to, without doing it. */
@FunctionalInterface
public interface Rehearsal {

    /** Runs a letter's record through its route, as the route is now; what has effects is only told. */
    Result rehearse(Letter letter);

    /**
     * What a replay would lead to.
     *
     * @param getsThrough whether the record would be delivered, or filtered
     * @param ending how it would end, for people
     * @param steps what would be done on the way, in its order
     * @param assumes whether an answer was assumed on the way, since the call was not made
     */
    record Result(boolean getsThrough, String ending, List<String> steps, boolean assumes) {

        public Result {
            steps = List.copyOf(steps);
        }
    }
}
