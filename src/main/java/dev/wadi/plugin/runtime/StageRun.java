package dev.wadi.plugin.runtime;

import dev.wadi.log.LogFields;
import dev.wadi.log.LogScope;
import dev.wadi.log.LogSubject;
import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.guard.Watchdog;
import dev.wadi.plugin.guard.WatchedRun;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * One message on one thread on its way through the plugins of a stage. Where a plugin runs out of time, the run is over,
 * and another one on another thread begins behind that plugin; the thread that comes back late finds nothing to do.
 */
final class StageRun extends WatchedRun implements LogSubject {

    private static final List<StagePlugin> NOT_CHOSEN = List.of();

    private final StageRunner stage;
    private final Supplier<List<StagePlugin>> chosen;
    private final ExchangeContext context;
    private final StageEnd end;
    private final AsyncCallback callback;

    /** For the next thread: the context for those behind a plugin that has run out of time. */
    private @Nullable ExchangeContext rest;

    /** Chosen once the watchdog knows of this run, so that whoever takes a plugin out can wait for its end. */
    private List<StagePlugin> plugins = NOT_CHOSEN;

    /** The plugin whose turn it is, for the log. */
    private @Nullable StagePlugin turn;

    StageRun(
            StageRunner stage,
            Supplier<List<StagePlugin>> chosen,
            ExchangeContext context,
            StageEnd end,
            AsyncCallback callback) {
        this.stage = stage;
        this.chosen = chosen;
        this.context = context;
        this.end = end;
        this.callback = callback;
    }

    /**
     * Runs the plugins from one on.
     *
     * @return true if all that had to run did so here; false if another thread goes on, and calls back
     */
    boolean runFrom(int first) {
        Watchdog watchdog = stage.watchdog();
        LogScope scope = LogScope.ofThread();
        Object outer = scope.enter(this);
        watchdog.enter(this);
        try {
            plugins = chosen.get();
            return runAllFrom(first);
        } finally {
            watchdog.leave(this);
            scope.leave(outer);
        }
    }

    private boolean runAllFrom(int first) {
        long start = System.nanoTime();
        for (int index = first; index < plugins.size(); index++) {
            StagePlugin plugin = plugins.get(index);
            turn = plugin;
            if (!plugin.runsFor(context) || !stage.admits(plugin, context)) {
                continue;
            }
            PluginResult result = execute(index, plugin, start);
            if (result == null) {
                return false;
            }
            long now = System.nanoTime(); // the next one's start too, unless there are actions, whose time is nobody's
            plugin.meters().executed(result.status(), now - start);
            if (context.hasAsked() || !result.actions().isEmpty()) {
                String reason = stage.apply(plugin, context, result.actions());
                if (reason != null) {
                    end.filtered(context, reason);
                    return true;
                }
                now = System.nanoTime();
            }
            start = now;
        }
        return true;
    }

    /** What came out of a plugin; null if it came too late, when nothing here is this thread's any more. */
    private @Nullable PluginResult execute(int index, StagePlugin plugin, long start) {
        context.forPlugin(plugin.environment());
        PluginResult result = null;
        Throwable thrown = null;
        begin(index, start + plugin.timeoutNanos());
        try {
            stage.logExecution(plugin, context);
            result = plugin.plugin().execute(context);
        } catch (Throwable e) { // whatever it is, it is the plugin's failure and never the message's
            thrown = e;
        }
        boolean inTime = end(index);
        plugin.guard().left();
        if (!inTime) {
            stage.cameBack(plugin);
            return null;
        }
        return result == null ? stage.failed(plugin, context, thrown) : stage.succeeded(plugin, context, result);
    }

    /** On its own thread. */
    @Override
    public void describe(LogFields fields) {
        if (turn != null) {
            fields.plugin(turn.name());
        }
        fields.event(context.eventId()).domain(context.domain()).stage(context.stage());
        ExchangeRecords.first(context.exchange()).ifPresent(fields::record);
    }

    /** Whether it may be in a plugin with this guard, or come to it. From any thread. */
    boolean mayRun(PluginGuard guard) {
        List<StagePlugin> seen = plugins;
        return seen == NOT_CHOSEN || seen.stream().anyMatch(plugin -> plugin.guard() == guard);
    }

    @Override
    protected String taken(int piece) {
        rest = context.detach();
        StagePlugin plugin = plugins.get(piece);
        plugin.guard().failed();
        plugin.guard().abandon(stage.watchdog());
        plugin.meters().abandoned().incrementAndGet();
        return "plugin '" + plugin.name() + "'";
    }

    /** By way of a thread that may be held in its turn: neither the watchdog's nor one of those that virtual ones share. */
    @Override
    protected void goOn(int piece) {
        Thread.ofPlatform().daemon().name("wadi-stage").start(() -> {
            Runnable step = () -> goOnBehind(piece);
            try {
                ExchangeRecords.executor(context.exchange(), Runnable::run).execute(step);
            } catch (RejectedExecutionException e) { // its consumer has stopped
                step.run();
            }
        });
    }

    /** On the thread where the message goes on. */
    private void goOnBehind(int late) {
        ExchangeContext next = rest == null ? context.detach() : rest;
        try {
            next.replaceBody(BodyCopy::of); // the plugin may still change the one that it has seen
            String reason = stage.timedOut(plugins.get(late), next);
            if (reason != null) {
                end.filtered(next, reason);
            } else if (!new StageRun(stage, () -> plugins, next, end, callback).runFrom(late + 1)) {
                return;
            }
        } catch (RuntimeException e) {
            next.fail(e);
        }
        callback.done(false);
    }
}
