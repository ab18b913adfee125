package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.AskedAction;
import dev.wadi.action.HeaderRule;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.RecordHandle;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the plugins of one stage, one after the other. What a plugin asks for is started before the next one runs; a
 * filter stops the later ones. Thread-safe.
 */
public final class StageRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final String domain;
    private final String stage;
    private final StagePlugins plugins;
    private final ActionExecutor actions;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, PluginMeters> metersByPlugin = new ConcurrentHashMap<>();

    StageRunner(
            String domain,
            String stage,
            StagePlugins plugins,
            ActionExecutor actions,
            MeterRegistry meters,
            Clock clock) {
        this.domain = domain;
        this.stage = stage;
        this.plugins = plugins;
        this.actions = actions;
        this.meters = meters;
        this.clock = clock;
    }

    public String domain() {
        return domain;
    }

    public String stage() {
        return stage;
    }

    /** The clock for the contexts of its runs. */
    public Clock clock() {
        return clock;
    }

    /** Whether no plugin runs here, so that there is no need for a context. */
    public boolean isEmpty() {
        return plugins.inOrder().isEmpty();
    }

    /**
     * Runs the plugins for a message.
     *
     * @param records the records the message stands for: held open while actions are under way
     * @return why the message is filtered, if it is
     */
    public Optional<String> run(ExchangeContext context, List<RecordHandle> records) {
        long start = System.nanoTime();
        for (LoadedPlugin plugin : plugins.inOrder()) {
            if (!plugin.runsFor(context)) {
                continue;
            }
            PluginMeters itsMeters = metersOf(plugin);
            PluginResult result = execute(plugin, context, itsMeters);
            long end = System.nanoTime();
            itsMeters.executed(result.status() != PluginResult.Status.FAILED, end - start);
            start = end;
            List<PluginAction> asked = context.takeAsked();
            if (!asked.isEmpty() || !result.actions().isEmpty()) {
                String reason = new Step(plugin.name(), context, records, itsMeters).apply(asked, result.actions());
                if (reason != null) {
                    return Optional.of(reason);
                }
                start = System.nanoTime(); // a plugin's time is without that of its actions
            }
        }
        return Optional.empty();
    }

    private PluginMeters metersOf(LoadedPlugin plugin) {
        PluginMeters known = metersByPlugin.get(plugin.name());
        return known != null
                ? known
                : metersByPlugin.computeIfAbsent(plugin.name(), name -> new PluginMeters(meters, name, domain, stage));
    }

    /** A throw is the plugin's failure, never the message's. */
    private PluginResult execute(LoadedPlugin plugin, ExchangeContext context, PluginMeters itsMeters) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "Executing plugin | plugin_name={} stage={} event_type={}",
                    plugin.name(),
                    stage,
                    context.eventType());
        }
        context.forPlugin(plugin.environment());
        try {
            PluginResult result = plugin.plugin().execute(context);
            if (result == null) {
                return failed(plugin, context, itsMeters, "it returned null", null);
            }
            if (!result.message().isEmpty()) {
                LOG.debug(
                        "Plugin result | plugin_name={} status={} {}",
                        plugin.name(),
                        result.status(),
                        result.message());
            }
            return result;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return failed(plugin, context, itsMeters, e.toString(), e);
        }
    }

    private static PluginResult failed(
            LoadedPlugin plugin,
            ExchangeContext context,
            PluginMeters itsMeters,
            String error,
            @Nullable Throwable thrown) {
        itsMeters.error();
        LOG.warn(
                "Plugin execution failed | plugin_name={} event_id={} error={}",
                plugin.name(),
                context.eventId(),
                error);
        LOG.debug("The cause", thrown);
        return PluginResult.failed(error);
    }

    /** What one plugin asked for, in its order. */
    private final class Step {

        private final String plugin;
        private final ExchangeContext context;
        private final List<RecordHandle> records;
        private final PluginMeters itsMeters;
        private @Nullable String reason;

        Step(String plugin, ExchangeContext context, List<RecordHandle> records, PluginMeters itsMeters) {
            this.plugin = plugin;
            this.context = context;
            this.records = records;
            this.itsMeters = itsMeters;
        }

        /** Why the message is filtered, if it is. */
        @Nullable
        String apply(List<PluginAction> asked, List<PluginAction> ofResult) {
            int index = 0;
            for (PluginAction action : asked) {
                apply(action, index++);
            }
            for (PluginAction action : ofResult) {
                apply(action, index++);
            }
            if (reason != null) {
                itsMeters.filtered();
            }
            return reason;
        }

        private void apply(PluginAction action, int index) {
            itsMeters.action(action.kind());
            switch (action) {
                case PluginAction.Effect effect ->
                    actions.carryOut(new AskedAction(effect, plugin, index, context, records));
                case PluginAction.AddHeader header -> addHeader(header);
                case PluginAction.Filter filter -> reason = filter.reason();
            }
        }

        private void addHeader(PluginAction.AddHeader header) {
            if (HeaderRule.steers(header.name())) {
                itsMeters.error();
                LOG.warn(
                        "Plugin action failed | plugin_name={} event_id={} error={}",
                        plugin,
                        context.eventId(),
                        HeaderRule.refusal(header.name()));
            } else {
                context.addHeader(header.name(), header.value());
            }
        }
    }
}
