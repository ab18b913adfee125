package dev.wadi.plugin.shipped;

import dev.wadi.plugin.shipped.setting.LogSetting;
import dev.wadi.plugin.shipped.setting.TopicSetting;
import dev.wadi.plugin.shipped.setting.WebhookSetting;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trigger does on one occasion.
 *
 * @param inOrder publish, webhook, log, and what {@code custom} lists
 */
record TriggerActions(List<TriggerAction> inOrder) {

    TriggerActions {
        inOrder = List.copyOf(inOrder);
    }

    static TriggerActions read(PluginConfig config) {
        config.refuseUnknown("publish_to_topic", "webhook", "log", "custom");
        List<TriggerAction> actions = new ArrayList<>();
        TopicSetting.read(config, "publish_to_topic").ifPresent(topic -> actions.add(publish(topic)));
        WebhookSetting.read(config, "webhook")
                .ifPresent(call -> actions.add(payload -> call.withBody(payload.fields())));
        LogSetting.read(config, "log").ifPresent(line -> actions.add(log(line)));
        for (PluginConfig custom : config.sections("custom")) {
            CustomAction.read(custom).ifPresent(actions::add);
        }
        return new TriggerActions(actions);
    }

    private static TriggerAction publish(String topic) {
        return payload -> new PluginAction.PublishToTopic(topic, payload.fields(), payload.key(), payload.headers());
    }

    static TriggerAction log(PluginAction.Log line) {
        return payload -> new PluginAction.Log(line.level(), payload.render(line.message()));
    }

    List<PluginAction> actions(TriggerPayload payload) {
        return inOrder.stream().map(action -> action.forTask(payload)).toList();
    }
}
