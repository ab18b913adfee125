package dev.wadi.log;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginConfiguration;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.jspecify.annotations.Nullable;

/**
 * The layout of Wadi's log, in Log4j's configuration {@code WadiLayout}: text or JSON, without secrets. It must be asked
 * on the thread that logs, so not by an asynchronous appender.
 */
@Plugin(name = "WadiLayout", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE)
public final class WadiLayout extends AbstractStringLayout {

    private static final String JSON = "json";

    private final TextLines text;
    private final boolean json;

    private WadiLayout(Configuration configuration, PatternLayout pattern, boolean json) {
        super(configuration, StandardCharsets.UTF_8, null, null);
        this.text = new TextLines(pattern);
        this.json = json;
    }

    /**
     * Makes the layout.
     *
     * @param configuration what it belongs to
     * @param format {@code json}, or anything else for text
     * @param pattern Log4j's pattern for text; null for Log4j's own one
     */
    @PluginFactory
    public static WadiLayout of(
            @PluginConfiguration Configuration configuration,
            @PluginAttribute("format") @Nullable String format,
            @PluginAttribute("pattern") @Nullable String pattern) {
        PatternLayout layout = PatternLayout.newBuilder()
                .withConfiguration(configuration)
                .withPattern(pattern == null ? PatternLayout.DEFAULT_CONVERSION_PATTERN : pattern)
                .withCharset(StandardCharsets.UTF_8)
                .build();
        return new WadiLayout(configuration, layout, JSON.equalsIgnoreCase(format));
    }

    @Override
    public String toSerializable(LogEvent event) {
        return json ? JsonLines.of(event) : text.of(event);
    }

    @Override
    public String getContentType() {
        return json ? "application/x-ndjson; charset=UTF-8" : super.getContentType();
    }
}
