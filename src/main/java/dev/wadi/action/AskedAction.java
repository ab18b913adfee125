package dev.wadi.action;

import dev.wadi.log.LogFields;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.record.RecordHandle;
import java.util.List;
import java.util.Optional;

/**
 * An action with whoever asks for it.
 *
 * @param action what is to be done
 * @param plugin the plugin's name
 * @param index the place among the plugin's actions for this message, from 0
 * @param context what the plugin saw; good only until the action is started, since the message goes on
 * @param eventId the event's id, which stays
 * @param records the records that the message stands for; none if it was not consumed by us
 */
public record AskedAction(
        PluginAction.Effect action,
        String plugin,
        int index,
        PluginContext context,
        String eventId,
        List<RecordHandle> records) {

    public AskedAction {
        records = List.copyOf(records);
    }

    public AskedAction(
            PluginAction.Effect action, String plugin, int index, PluginContext context, List<RecordHandle> records) {
        this(action, plugin, index, context, context.eventId(), records);
    }

    /** The first of the records, which gives the action its place. */
    Optional<RecordHandle> first() {
        return records.stream().findFirst();
    }

    /** The same on every attempt, retry and replay. */
    Optional<String> idempotencyKey() {
        return first().map(record -> record.origin().idempotencyKey(context.stage() + '/' + plugin + '/' + index));
    }

    /** For whom it is carried out, as a plugin's handler sees it. */
    ActionOrigin origin() {
        return new ActionOrigin(
                plugin,
                context.domain(),
                context.stage(),
                eventId,
                context.eventType(),
                context.projectId(),
                idempotencyKey().orElse(""));
    }

    /** What lines of the log say of it. */
    void describe(LogFields fields) {
        fields.event(eventId).plugin(plugin).domain(context.domain()).stage(context.stage());
        first().ifPresent(fields::record);
    }

    /** Where it happens, as a dead letter says it: route, plugin, action. */
    String place() {
        String route = first().map(RecordHandle::consumer).orElse(context.stage());
        return route + '/' + plugin + '/' + action.kind();
    }
}
