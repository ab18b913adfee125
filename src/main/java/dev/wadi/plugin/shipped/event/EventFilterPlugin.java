package dev.wadi.plugin.shipped.event;

import dev.wadi.plugin.shipped.setting.PatternSetting;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Set;
import java.util.regex.Pattern;

/** Leaves out events whose type begins with what a pattern describes, or all others. */
public final class EventFilterPlugin implements Plugin {

    /** More of a type is not looked at: a pattern can take long for a long text. */
    static final int MAX_LENGTH = 256;

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private Pattern pattern = NOTHING;
    private boolean invert;
    private PluginResult filtered = PluginResult.success();

    @Override
    public String name() {
        return "event_filter";
    }

    @Override
    public String description() {
        return "Leaves out events by a pattern of their type";
    }

    @Override
    public Set<String> stages() {
        return Set.of("event_ingest");
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("pattern", "invert");
        config.requiredText("pattern");
        pattern = PatternSetting.read(config, "pattern").orElse(NOTHING);
        invert = config.bool("invert").orElse(false);
        filtered = PluginResult.filter(
                "event type " + (invert ? "does not match" : "matches") + " the pattern '" + pattern + "'");
    }

    @Override
    public PluginResult execute(PluginContext context) {
        String type = context.eventType();
        String looked = type.length() <= MAX_LENGTH ? type : type.substring(0, MAX_LENGTH);
        return pattern.matcher(looked).lookingAt() == invert ? PluginResult.success() : filtered;
    }
}
