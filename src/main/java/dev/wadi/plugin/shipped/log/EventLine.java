package dev.wadi.plugin.shipped.log;

import dev.wadi.plugin.shipped.json.JsonText;
import dev.wadi.plugin.spi.event.PluginEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an event is written on one line. No secrets are in it. */
enum EventLine {
    /** A JSON object. */
    JSON {
        @Override
        String of(PluginEvent event) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("timestamp", TIMESTAMP.format(event.timestamp()));
            fields.put("level", level(event).getName().toLowerCase(Locale.ROOT));
            fields.put("event", event.type());
            fields.put("source", event.source());
            if (!event.correlationId().isEmpty()) {
                fields.put("correlation_id", event.correlationId());
            }
            fields.put("data", Redaction.fields(event.data()));
            return JsonText.of(fields);
        }
    },
    /** Words. */
    TEXT {
        @Override
        String of(PluginEvent event) {
            StringBuilder line = new StringBuilder(TIMESTAMP.format(event.timestamp()))
                    .append(' ')
                    .append(level(event).getName())
                    .append(' ')
                    .append(event.type())
                    .append(" source=")
                    .append(event.source());
            if (!event.correlationId().isEmpty()) {
                line.append(" correlation_id=").append(event.correlationId());
            }
            Redaction.fields(event.data())
                    .forEach((name, value) ->
                            line.append(' ').append(name).append('=').append(JsonText.of(value)));
            return CONTROL.matcher(line).replaceAll(" ");
        }
    };

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    abstract String of(PluginEvent event);

    /** What tells of trouble is a warning. */
    static System.Logger.Level level(PluginEvent event) {
        return switch (event.type()) {
            case "request.failed",
                    "auth.failed",
                    "plugin.failed",
                    "plugin.quarantined",
                    "circuit.opened",
                    "record.dead" -> System.Logger.Level.WARNING;
            default -> System.Logger.Level.INFO;
        };
    }
}
