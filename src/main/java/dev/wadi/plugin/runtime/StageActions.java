package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionExecutor;
import dev.wadi.action.AskedAction;
import dev.wadi.action.HeaderRule;
import dev.wadi.log.RepeatedLines;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.CausePattern;
import dev.wadi.record.ExchangeRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one execution of a plugin asked for. The records that the message stands for stay open until it is done. */
final class StageActions {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final StagePlugin plugin;
    private final ExchangeContext context;
    private final ActionExecutor executor;
    private final RepeatedLines repeated;
    private @Nullable String reason;

    StageActions(StagePlugin plugin, ExchangeContext context, ActionExecutor executor, RepeatedLines repeated) {
        this.plugin = plugin;
        this.context = context;
        this.executor = executor;
        this.repeated = repeated;
    }

    /**
     * Starts all of it in its order: what was asked for on the way, and then what came with the result.
     *
     * @return why the message is filtered, if it is
     */
    @Nullable
    String apply(List<PluginAction> ofResult) {
        int index = 0;
        for (PluginAction action : context.takeAsked()) {
            apply(action, index++);
        }
        for (PluginAction action : ofResult) {
            apply(action, index++);
        }
        if (reason != null) {
            plugin.meters().filtered(reason);
        }
        return reason;
    }

    private void apply(PluginAction action, int index) {
        plugin.meters().action(action.kind());
        try {
            switch (action) {
                case PluginAction.Effect effect ->
                    executor.carryOut(new AskedAction(
                            effect, plugin.name(), index, context, ExchangeRecords.of(context.exchange())));
                case PluginAction.AddHeader header -> addHeader(header);
                case PluginAction.Filter filter -> reason = filter.reason();
            }
        } catch (RuntimeException | StackOverflowError e) { // what a plugin has put into it is no fault of the message
            failed(e.toString());
        }
    }

    private void addHeader(PluginAction.AddHeader header) {
        if (HeaderRule.steers(header.name())) {
            failed(HeaderRule.refusal(header.name()));
        } else {
            context.addHeader(header.name(), header.value());
        }
    }

    private void failed(String error) {
        plugin.meters().error("action");
        LOG.atLevel(repeated.level("actions of plugin " + plugin.name() + ": " + CausePattern.of(error)))
                .log(
                        "Plugin action failed | plugin_name={} event_id={} error={}",
                        plugin.name(),
                        context.eventId(),
                        error);
    }
}
