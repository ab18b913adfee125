package dev.wadi.plugin.property;

import dev.wadi.config.Variables;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of variables that plugins know. They can be asked once plugins run: for the properties of routes, and for what
 * is read again at a reload; what was read before is as it was without them.
 */
public final class PluginVariables implements Variables.Lookup {

    private static final Logger LOG = LoggerFactory.getLogger(PluginVariables.class);

    private final ExtensionHub extensions;
    private final CallSlot slot;

    /** @param calls limits the time for an answer */
    public PluginVariables(ExtensionHub extensions, LimitedCalls calls) {
        this.extensions = extensions;
        this.slot = calls.slot(this);
    }

    /** The value that the first plugin gives which knows the variable; null if none does. */
    @Override
    public @Nullable String get(String name) {
        if (!extensions.isHandled(ExtensionPoints.CONFIG_LOAD)) {
            return null;
        }
        try {
            return slot.callAndWait(() -> extensions.collect(ExtensionPoints.CONFIG_LOAD, name)).stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .findFirst()
                    .orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("The handlers of {} don't answer for '{}'", ExtensionPoints.CONFIG_LOAD, name);
        } catch (Exception e) {
            LOG.warn("The handlers of {} failed", ExtensionPoints.CONFIG_LOAD, e);
        }
        return null;
    }
}
