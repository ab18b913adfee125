package dev.wadi.fake;

import dev.wadi.json.Json;
import dev.wadi.log.WadiLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/** What is written below {@code dev.wadi}, from INFO on, while it is open: each line as the JSON that it is. */
public final class WrittenLog implements AutoCloseable {

    private final List<Map<String, @Nullable Object>> lines = new CopyOnWriteArrayList<>();
    private final LoggerConfig config;
    private final Appender appender;

    private final class Appender extends AbstractAppender {

        private final WadiLayout layout;

        Appender(WadiLayout layout) {
            super("written", null, layout, true, Property.EMPTY_ARRAY);
            this.layout = layout;
        }

        @Override
        public void append(LogEvent event) {
            lines.add(Json.object(layout.toSerializable(event).getBytes(StandardCharsets.UTF_8)));
        }
    }

    public WrittenLog() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        config = context.getConfiguration().getLoggerConfig("dev.wadi");
        appender = new Appender(WadiLayout.of(context.getConfiguration(), "json", null));
        appender.start();
        config.addAppender(appender, Level.INFO, null);
    }

    /** The lines so far. */
    public List<Map<String, @Nullable Object>> lines() {
        return List.copyOf(lines);
    }

    /** The only line with that text. */
    public Map<String, @Nullable Object> line(String message) {
        List<Map<String, @Nullable Object>> found = lines.stream()
                .filter(line -> message.equals(line.get("message")))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " lines with '" + message + "' among " + lines);
        }
        return found.getFirst();
    }

    @Override
    public void close() {
        config.removeAppender(appender.getName());
        appender.stop();
    }
}
