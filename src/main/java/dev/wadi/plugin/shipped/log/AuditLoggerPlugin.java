package dev.wadi.plugin.shipped.log;

import dev.wadi.plugin.shipped.json.JsonText;
import dev.wadi.plugin.shipped.setting.LogSetting;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Logs a line for each message at each stage it comes by. */
public final class AuditLoggerPlugin implements Plugin {

    private static final int LATE = 1000;
    private static final int MAX_PAYLOAD = 16_000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private System.Logger.Level level = System.Logger.Level.INFO;
    private boolean includePayload;

    @Override
    public String name() {
        return "audit_logger";
    }

    @Override
    public String description() {
        return "Logs a line for each message at each stage it comes by";
    }

    @Override
    public int priority() {
        return LATE;
    }

    @Override
    public Map<String, Object> defaultConfig() {
        return Map.of("log_level", "INFO", "include_payload", false);
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("log_level", "include_payload");
        level = LogSetting.level(config, "log_level", System.Logger.Level.INFO);
        includePayload = config.bool("include_payload").orElse(false);
    }

    /** The values stand behind the text, not in it: a logger's or a template's placeholders in them mean nothing. */
    @Override
    public PluginResult execute(PluginContext context) {
        if (context.logger().isLoggable(level)) {
            context.logger().log(level, line(context));
        }
        return PluginResult.success();
    }

    private String line(PluginContext context) {
        StringBuilder line = new StringBuilder("Audit |");
        add(line, "domain", context.domain());
        add(line, "stage", context.stage());
        add(line, "event_id", context.eventId());
        add(line, "event_type", context.eventType());
        add(line, "project_id", context.projectId());
        if (context.retryCount() > 0) {
            add(line, "retry_count", Integer.toString(context.retryCount()));
        }
        @Nullable String error = context.error();
        if (error != null) {
            add(line, "error", JsonText.of(Redaction.text(error)));
        }
        if (includePayload) {
            add(line, "payload", JsonText.of(Redaction.fields(context.message())));
        }
        return line.toString();
    }

    private static void add(StringBuilder line, String name, String value) {
        String cut = value.length() <= MAX_PAYLOAD ? value : value.substring(0, MAX_PAYLOAD) + "...";
        line.append(' ').append(name).append('=').append(CONTROL.matcher(cut).replaceAll(" "));
    }
}
