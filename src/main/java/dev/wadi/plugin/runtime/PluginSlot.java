package dev.wadi.plugin.runtime;

import dev.wadi.plugin.dependency.Dependency;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.spi.Plugin;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of one plugin, by its name: what of it runs, and what was found of it last. Changed by one thread at a time,
 * read by any.
 */
final class PluginSlot {

    private final String name;
    private volatile PluginCandidate found;
    private volatile @Nullable PluginLife life;
    private volatile String trouble = "";
    private volatile boolean waitsForOthers;

    PluginSlot(PluginCandidate found) {
        this.name = found.name();
        this.found = found;
    }

    String name() {
        return name;
    }

    PluginCandidate found() {
        return found;
    }

    void find(PluginCandidate newest) {
        found = newest;
    }

    @Nullable
    PluginLife life() {
        return life;
    }

    void live(@Nullable PluginLife newLife) {
        life = newLife;
        trouble = "";
        waitsForOthers = false;
    }

    /** Notes that it does not run for want of others, which may come. */
    void waitForOthers() {
        waitsForOthers = true;
    }

    boolean waitsForOthers() {
        return waitsForOthers;
    }

    void trouble(String why) {
        trouble = why;
    }

    /** Why it does not run, or not in its newest version; empty if all is well. */
    String trouble() {
        PluginLife known = life;
        return trouble.isEmpty() && known != null ? known.failure() : trouble;
    }

    boolean isStarted() {
        PluginLife known = life;
        return known != null && known.state() == PluginState.STARTED;
    }

    PluginStatus status() {
        PluginLife known = life;
        if (known == null) {
            PluginState state = found.enabled() ? PluginState.FAILED : PluginState.DISABLED;
            return new PluginStatus(
                    name, "", "", "", state, trouble, found.place(), 0, Set.of(), Set.of(), List.of(), 0);
        }
        PluginDefinition definition = known.loaded().definition();
        Plugin plugin = definition.plugin();
        return new PluginStatus(
                name,
                plugin.version(),
                plugin.description(),
                plugin.author(),
                known.state(),
                trouble(),
                found.place(),
                definition.priority(),
                definition.domains(),
                definition.stages(),
                definition.dependencies().stream().map(Dependency::toString).toList(),
                known.owned());
    }
}
