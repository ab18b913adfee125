package dev.wadi.plugin.runtime;

import dev.wadi.log.RepeatedLines;
import dev.wadi.plugin.guard.PluginGuard.Admission;
import dev.wadi.plugin.guard.PluginListener;
import dev.wadi.plugin.guard.Watchdog;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.CausePattern;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the plugins of one stage, one after the other. What a plugin asks for is started before the next one runs; a
 * filter stops the later ones. Thread-safe.
 */
public final class StageRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final RepeatedLines repeated = new RepeatedLines(LOG);
    private final String domain;
    private final String stage;
    private final StagePlugins plugins;
    private final StageParts parts;
    private final Supplier<List<StagePlugin>> prepared;

    StageRunner(String domain, String stage, StagePlugins plugins, StageParts parts) {
        this.domain = domain;
        this.stage = stage;
        this.plugins = plugins;
        this.parts = parts;
        this.prepared = () -> plugins.prepared(this::prepared);
    }

    public String domain() {
        return domain;
    }

    public String stage() {
        return stage;
    }

    /** The clock for the contexts of its runs. */
    public Clock clock() {
        return parts.clock();
    }

    Watchdog watchdog() {
        return parts.watchdog();
    }

    /** Whether no plugin runs here, so that there is no need for a context. */
    public boolean isEmpty() {
        return plugins.inOrder().isEmpty();
    }

    /**
     * Runs the plugins for a message.
     *
     * @param end told if the message is filtered
     * @param callback told once they are through, if that is not before this method returns
     * @return true if they are through, and the callback is left to the caller; false if a plugin has run out of time
     *     and another thread goes on
     */
    public boolean run(ExchangeContext context, StageEnd end, AsyncCallback callback) {
        return run(prepared, context, end, callback);
    }

    boolean run(Supplier<List<StagePlugin>> inOrder, ExchangeContext context, StageEnd end, AsyncCallback callback) {
        try {
            return new StageRun(this, inOrder, context, end, callback).runFrom(0);
        } catch (RuntimeException e) {
            context.fail(e);
            return true;
        }
    }

    private StagePlugin prepared(LoadedPlugin plugin) {
        return new StagePlugin(
                plugin.name(),
                plugin.plugin(),
                plugin.environment(),
                plugin.definition().eventTypes(),
                plugin.definition().terms().conditions(),
                plugin.guard(),
                parts.meters().at(plugin.name(), domain, stage));
    }

    /** Whether a plugin may run now; its execution must follow. */
    boolean admits(StagePlugin plugin, ExchangeContext context) {
        Admission admission = plugin.guard().admit(parts.watchdog());
        if (admission == Admission.ADMITTED) {
            return true;
        }
        plugin.meters().skipped(admission == Admission.QUARANTINED ? "quarantined" : "bulkhead");
        if (admission == Admission.CROWDED) {
            report(plugin, context, "bulkhead", "it did not get its turn in time", null);
        }
        return false;
    }

    void logExecution(StagePlugin plugin, ExchangeContext context) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "Executing plugin | plugin_name={} stage={} event_type={}",
                    plugin.name(),
                    stage,
                    context.eventType());
        }
    }

    /** It came to its end in time. That it may say of itself that it failed is counted, and is no reason for quarantine. */
    PluginResult succeeded(StagePlugin plugin, ExchangeContext context, PluginResult result) {
        try {
            context.applyChanges();
        } catch (RuntimeException e) {
            return failed(plugin, context, e);
        }
        plugin.guard().succeeded();
        if (plugin.guard().isQuarantined()) {
            noticeQuarantine(plugin);
        }
        if (!result.message().isEmpty() && LOG.isDebugEnabled()) {
            LOG.debug("Plugin result | plugin_name={} status={} {}", plugin.name(), result.status(), result.message());
        }
        return result;
    }

    /** It threw, or returned nothing. */
    PluginResult failed(StagePlugin plugin, ExchangeContext context, @Nullable Throwable thrown) {
        String error = thrown == null ? "it returned null" : text(thrown);
        plugin.guard().failed();
        report(plugin, context, thrown == null ? "null" : "thrown", error, thrown);
        return PluginResult.failed(error);
    }

    /**
     * It ran out of time.
     *
     * @param context that of the plugins behind it
     * @return why the message is filtered, if the plugin had asked for that before
     */
    @Nullable
    String timedOut(StagePlugin plugin, ExchangeContext context) {
        long limit = plugin.timeoutNanos();
        plugin.meters().timeout();
        plugin.meters().executed(PluginResult.Status.FAILED, limit);
        tell(listener -> listener.timedOut(plugin.name()));
        report(plugin, context, "timeout", "it ran out of time, which is " + limit / 1_000_000 + " ms", null);
        return context.hasAsked() ? apply(plugin, context, List.of()) : null;
    }

    /** A thread is free again that the plugin held past its time limit. */
    void cameBack(StagePlugin plugin) {
        plugin.guard().cameBack(parts.watchdog());
        plugin.meters().abandoned().decrementAndGet();
        LOG.debug("Plugin came back after its time limit | plugin_name={}", plugin.name());
        noticeQuarantine(plugin);
    }

    /**
     * Starts what a plugin asked for.
     *
     * @return why the message is filtered, if it is
     */
    @Nullable
    String apply(StagePlugin plugin, ExchangeContext context, List<PluginAction> ofResult) {
        return new StageActions(plugin, context, parts.actions(), repeated).apply(ofResult);
    }

    /** Once for each failure. */
    private void report(
            StagePlugin plugin, ExchangeContext context, String reason, String error, @Nullable Throwable thrown) {
        plugin.meters().error(reason);
        LOG.atLevel(repeated.level("failures of plugin " + plugin.name() + ": " + CausePattern.of(error)))
                .log(
                        "Plugin execution failed | plugin_name={} event_id={} error={}",
                        plugin.name(),
                        context.eventId(),
                        error);
        if (thrown != null) {
            LOG.debug("The cause", thrown);
        }
        tell(listener -> listener.failed(plugin.name(), error));
        noticeQuarantine(plugin);
    }

    private void noticeQuarantine(StagePlugin plugin) {
        String why = plugin.guard().newlyQuarantined(parts.watchdog());
        if (why != null) {
            plugin.meters().quarantined();
            LOG.warn("Plugin is in quarantine | plugin_name={} reason={}", plugin.name(), why);
            tell(listener -> listener.quarantined(plugin.name(), why));
        } else if (plugin.guard().newlyReleased(parts.watchdog())) {
            LOG.info("Plugin is out of quarantine | plugin_name={}", plugin.name());
            tell(listener -> listener.released(plugin.name()));
        }
    }

    /** What fails there is neither the plugin's failure nor the message's. */
    private void tell(Consumer<PluginListener> news) {
        try {
            news.accept(parts.listener());
        } catch (RuntimeException e) {
            LOG.error("What listens to plugins failed", e);
        }
    }

    /** Even that may throw, in a class of the plugin's own. */
    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | Error e) {
            return thrown.getClass().getName();
        }
    }
}
