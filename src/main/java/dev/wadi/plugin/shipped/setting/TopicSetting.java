package dev.wadi.plugin.shipped.setting;

import dev.wadi.plugin.spi.PluginConfig;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the name of a Kafka topic. */
public final class TopicSetting {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private TopicSetting() {}

    /** The topic at a key; nothing if the key is absent. */
    public static Optional<String> read(PluginConfig config, String key) {
        Optional<String> topic = config.text(key);
        topic.filter(name -> !TOPIC.matcher(name).matches())
                .ifPresent(name -> config.problem(
                        key,
                        "'" + name + "' is no topic name. Possible: letters, digits, '.', '_' and '-', at most 249"));
        return topic;
    }
}
