package dev.wadi.plugin.extension;

import dev.wadi.plugin.limit.LogPace;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A handler at a point. */
final class Registered {

    private static final Logger LOG = LoggerFactory.getLogger(Registered.class);

    private final Ownership owner;
    private final int priority;
    private final ExtensionHandler handler;
    private final LogPace pace = new LogPace();

    /**
     * Makes one.
     *
     * @param owner the ledger of the plugin whose it is
     * @param priority lower runs first
     */
    Registered(Ownership owner, int priority, ExtensionHandler handler) {
        this.owner = owner;
        this.priority = priority;
        this.handler = handler;
    }

    String plugin() {
        return owner.plugin();
    }

    int priority() {
        return priority;
    }

    /** What it returns; null if it fails, which is logged and counted, or is passed over now. */
    @Nullable
    Object handle(Point point, Object value) {
        if (owner.isSilent()) {
            return null;
        }
        try {
            Object result = handler.handle(value);
            if (result == null || point.accepts(result)) {
                return result;
            }
            throw new ClassCastException(
                    "it must return a " + point.definition().valueType().getName() + ", but returned a "
                            + result.getClass().getName());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            point.failed(plugin());
            LOG.atLevel(pace.due() ? Level.WARN : Level.DEBUG)
                    .setCause(e)
                    .log(
                            "Extension handler failed | plugin_name={} point={}",
                            plugin(),
                            point.definition().name());
            return null;
        }
    }
}
