package dev.wadi.launcher;

import dev.wadi.action.ActionListener;
import dev.wadi.record.OutcomeListener;

/**
 * Who hears of what happens in a pipeline.
 *
 * @param outcomes hears of each record's end
 * @param actions hears of each action that is asked for
 */
record Observers(OutcomeListener outcomes, ActionListener actions) {

    /** Nobody. */
    static Observers none() {
        return new Observers((handle, outcome) -> {}, asked -> {});
    }
}
