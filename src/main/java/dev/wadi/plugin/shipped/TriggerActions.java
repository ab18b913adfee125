package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a trigger does on one occasion, in this order.
 *
 * @param topic the topic to publish to
 * @param webhook the call to make, its body still to come
 * @param log the line to log
 */
record TriggerActions(
        Optional<String> topic, Optional<PluginAction.HttpWebhook> webhook, Optional<PluginAction.Log> log) {

    private static final Map<String, System.Logger.Level> LEVELS = Map.of(
            "debug", System.Logger.Level.DEBUG,
            "info", System.Logger.Level.INFO,
            "warning", System.Logger.Level.WARNING,
            "error", System.Logger.Level.ERROR);

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    static TriggerActions read(PluginConfig config) {
        config.refuseUnknown("publish_to_topic", "webhook", "log");
        return new TriggerActions(
                readTopic(config),
                config.has("webhook") ? TriggerWebhook.read(config) : Optional.empty(),
                config.has("log") ? Optional.of(readLog(config)) : Optional.empty());
    }

    private static Optional<String> readTopic(PluginConfig config) {
        Optional<String> topic = config.text("publish_to_topic");
        topic.filter(name -> !TOPIC.matcher(name).matches())
                .ifPresent(name -> config.problem(
                        "publish_to_topic",
                        "'" + name + "' is no topic name. Possible: letters, digits, '.', '_' and '-', at most 249"));
        return topic;
    }

    private static PluginAction.Log readLog(PluginConfig config) {
        if (!config.isSection("log")) {
            return new PluginAction.Log(System.Logger.Level.INFO, config.requiredText("log"));
        }
        PluginConfig log = config.section("log").orElseThrow();
        log.refuseUnknown("level", "message");
        String level = log.text("level").orElse("info");
        if (!LEVELS.containsKey(level)) {
            log.problem("level", "level must be one of debug, info, warning, error, but was '" + level + "'");
        }
        return new PluginAction.Log(LEVELS.getOrDefault(level, System.Logger.Level.INFO), log.requiredText("message"));
    }

    List<PluginAction> actions(TriggerPayload payload) {
        List<PluginAction> actions = new ArrayList<>();
        topic.ifPresent(name ->
                actions.add(new PluginAction.PublishToTopic(name, payload.fields(), payload.key(), payload.headers())));
        webhook.ifPresent(call -> actions.add(call.withBody(payload.fields())));
        log.ifPresent(line -> actions.add(new PluginAction.Log(line.level(), payload.render(line.message()))));
        return actions;
    }
}
