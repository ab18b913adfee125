package dev.wadi.plugin.shipped.log;

import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.EventListener;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.kind.EventHandlerPlugin;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a line for each event on the bus, as JSON or as text, to a file or to the log. */
public final class StructuredLoggingPlugin implements EventHandlerPlugin {

    private static final List<String> ALWAYS =
            List.of("request.completed", "request.failed", "circuit.opened", "circuit.closed", "record.dead");
    /** What an auditor wants to see: who got in, and what was changed in the running system. */
    private static final List<String> AUDIT = List.of(
            "auth.login",
            "auth.logout",
            "auth.failed",
            "service.registered",
            "service.unregistered",
            "plugin.loaded",
            "plugin.started",
            "plugin.stopped",
            "plugin.failed",
            "plugin.quarantined",
            "plugin.released",
            "config.reloaded");

    private static final int MEGABYTE = 1_000_000;

    private EventLine form = EventLine.JSON;
    private boolean audit = true;
    private Optional<Path> path = Optional.empty();
    private long maxBytes = 100L * MEGABYTE;
    private volatile @Nullable LogFile file;
    private @Nullable PluginEnvironment environment;

    @Override
    public String name() {
        return "structured_logging";
    }

    @Override
    public String description() {
        return "Writes a line for each event on the bus";
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("log_format", "audit_enabled", "log_file_path", "max_file_size_mb");
        String format = config.text("log_format").orElse("json").toLowerCase(Locale.ROOT);
        if (!format.equals("json") && !format.equals("text")) {
            config.problem("log_format", "log_format must be json or text, but was '" + format + "'");
        }
        form = format.equals("text") ? EventLine.TEXT : EventLine.JSON;
        audit = config.bool("audit_enabled").orElse(true);
        path = config.text("log_file_path").filter(text -> !text.isBlank()).flatMap(text -> path(config, text));
        maxBytes = (long) config.integer("max_file_size_mb", 1).orElse(100) * MEGABYTE;
    }

    private static Optional<Path> path(PluginConfig config, String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            config.problem("log_file_path", "log_file_path must be the path of a file, but was '" + text + "'");
            return Optional.empty();
        }
    }

    @Override
    public void onLoad(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
    }

    @Override
    public void onStart() throws IOException {
        if (path.isPresent()) {
            file = new LogFile(path.get(), maxBytes);
        }
    }

    @Override
    public void onStop() throws IOException {
        LogFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public Map<String, EventListener> eventSubscriptions() {
        Map<String, EventListener> subscriptions = new LinkedHashMap<>();
        ALWAYS.forEach(type -> subscriptions.put(type, this::write));
        if (audit) {
            AUDIT.forEach(type -> subscriptions.put(type, this::write));
        }
        return subscriptions;
    }

    private void write(PluginEvent event) throws IOException {
        String line = form.of(event);
        LogFile open = file;
        PluginEnvironment known = environment;
        if (open != null) {
            open.append(line);
        } else if (path.isEmpty() && known != null) {
            known.logger().log(EventLine.level(event), line);
        }
    }
}
