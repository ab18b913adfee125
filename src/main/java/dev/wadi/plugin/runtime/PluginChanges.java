package dev.wadi.plugin.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reload did.
 *
 * @param added plugins that were not there before
 * @param replaced plugins that run in another version now
 * @param removed plugins that are gone or switched off
 * @param failed plugins whose newest version does not run
 */
public record PluginChanges(List<String> added, List<String> replaced, List<String> removed, List<String> failed) {

    static PluginChanges none() {
        return new PluginChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Whether nothing was done and nothing failed. */
    public boolean isEmpty() {
        return added.isEmpty() && replaced.isEmpty() && removed.isEmpty() && failed.isEmpty();
    }
}
