package dev.wadi.launcher;

import dev.wadi.action.ActionListener;
import dev.wadi.plugin.runtime.PluginChanges;
import dev.wadi.record.OutcomeListener;
import java.util.function.Consumer;

/**
 * Who hears of what happens in a pipeline.
 *
 * @param outcomes hears of each record's end
 * @param actions hears of each action that is asked for
 * @param plugins hears what a reload of plugins did
 */
record Observers(OutcomeListener outcomes, ActionListener actions, Consumer<PluginChanges> plugins) {

    /** Nobody. */
    static Observers none() {
        return new Observers((handle, outcome) -> {}, asked -> {}, changes -> {});
    }
}
