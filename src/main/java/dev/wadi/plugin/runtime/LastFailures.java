package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionListener;
import dev.wadi.action.AskedAction;
import dev.wadi.plugin.guard.PluginListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a while which plugins failed, for the health. What an exception says is left to the log: it may hold
 * secrets. Thread-safe.
 */
public final class LastFailures implements PluginListener, ActionListener {

    private static final Duration SHOWN = Duration.ofMinutes(5);

    private final PluginListener next;
    private final ActionListener nextOfActions;
    private final Clock clock;
    private final Map<String, Failed> last = new ConcurrentHashMap<>();

    private record Failed(Instant at, String what) {}

    /**
     * Makes one that remembers nothing yet.
     *
     * @param next hears of plugins too
     * @param nextOfActions hears of actions too
     */
    public LastFailures(PluginListener next, ActionListener nextOfActions, Clock clock) {
        this.next = next;
        this.nextOfActions = nextOfActions;
        this.clock = clock;
    }

    /** What went wrong in the last five minutes, by the plugins' names. */
    public Map<String, String> recent() {
        Instant since = clock.instant().minus(SHOWN);
        Map<String, String> recent = new TreeMap<>();
        last.forEach((plugin, failed) -> {
            if (failed.at().isAfter(since)) {
                recent.put(plugin, failed.what() + ", last at " + failed.at());
            }
        });
        return recent;
    }

    /** Forgets a plugin that is gone. */
    public void forget(String plugin) {
        last.remove(plugin);
    }

    private void note(String plugin, String what) {
        last.put(plugin, new Failed(clock.instant(), what));
    }

    @Override
    public void failed(String plugin, String why) {
        note(plugin, "an execution failed");
        next.failed(plugin, why);
    }

    @Override
    public void timedOut(String plugin) {
        note(plugin, "an execution ran out of time");
        next.timedOut(plugin);
    }

    @Override
    public void quarantined(String plugin, String why) {
        next.quarantined(plugin, why);
    }

    @Override
    public void released(String plugin) {
        next.released(plugin);
    }

    @Override
    public void asked(AskedAction asked) {
        nextOfActions.asked(asked);
    }

    @Override
    public void failed(AskedAction asked) {
        note(asked.plugin(), "its action " + asked.action().kind() + " failed or was refused");
        nextOfActions.failed(asked);
    }
}
