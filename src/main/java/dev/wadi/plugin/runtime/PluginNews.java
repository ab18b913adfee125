package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.extension.ExtensionPoints;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells what becomes of plugins: in the log, on the event bus, and to the handlers of the extension points.
 *
 * @param surroundings the bus and the points
 * @param whatRuns whether the log names what begins and ends; at a start the number is enough
 */
record PluginNews(Surroundings surroundings, boolean whatRuns) {

    private static final Logger LOG = LoggerFactory.getLogger(PluginNews.class);

    void loaded(String plugin) {
        tell(ExtensionPoints.PLUGIN_LOADED, plugin);
    }

    void started(String plugin) {
        tell(ExtensionPoints.PLUGIN_STARTED, plugin);
    }

    void stopped(String plugin) {
        tell(ExtensionPoints.PLUGIN_STOPPED, plugin);
    }

    void failed(String plugin, String why) {
        LOG.warn("Plugin does not run | plugin_name={} error={}", plugin, why);
        surroundings.events().publish("plugin.failed", Map.of("plugin", plugin, "error", why));
    }

    /** A newer version does not run; the one before it does. */
    void kept(String plugin, String why) {
        LOG.warn("Plugin was not reloaded, it runs on as it was | plugin_name={} error={}", plugin, why);
        surroundings.events().publish("plugin.failed", Map.of("plugin", plugin, "error", why));
    }

    void added(PluginLife life) {
        LOG.atLevel(whatRuns ? Level.INFO : Level.DEBUG)
                .log("Plugin added | plugin_name={} plugin_version={}", life.name(), version(life));
    }

    void replaced(PluginLife life) {
        LOG.atLevel(whatRuns ? Level.INFO : Level.DEBUG)
                .log("Plugin reloaded | plugin_name={} plugin_version={}", life.name(), version(life));
    }

    void removed(String plugin) {
        LOG.atLevel(whatRuns ? Level.INFO : Level.DEBUG).log("Plugin removed | plugin_name={}", plugin);
    }

    void reloaded(PluginChanges changes) {
        surroundings
                .events()
                .publish(
                        "config.reloaded",
                        Map.of(
                                "what",
                                "plugins",
                                "added",
                                changes.added(),
                                "replaced",
                                changes.replaced(),
                                "removed",
                                changes.removed(),
                                "failed",
                                changes.failed()));
    }

    private static String version(PluginLife life) {
        return life.loaded().plugin().version();
    }

    private void tell(String point, String plugin) {
        surroundings.extensions().tell(point, plugin);
        surroundings.events().publish(point, Map.of("plugin", plugin)); // the event has the point's name
    }
}
