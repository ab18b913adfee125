package dev.wadi.plugin.extension;

import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionHandler;
import dev.wadi.plugin.spi.extension.ExtensionPoint;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The extension points as one plugin sees them.
 *
 * @param hub all points
 * @param owner the plugin's ledger
 */
record PluginPoints(ExtensionHub hub, Ownership owner) implements ExtensionPoints {

    @Override
    public Runnable register(String point, int priority, ExtensionHandler handler) {
        return hub.register(point, owner, priority, handler);
    }

    @Override
    public void define(ExtensionPoint point) {
        Runnable ending = hub.define(point, owner.plugin());
        owner.own(ending::run);
    }

    @Override
    public <T> T filter(String point, T value) {
        return hub.filter(point, value);
    }

    @Override
    public CompletionStage<List<Object>> act(String point, Object value) {
        return hub.act(point, value);
    }

    @Override
    public void tell(String point, Object value) {
        hub.tell(point, value);
    }

    @Override
    public List<Object> collect(String point, Object value) {
        return hub.collect(point, value);
    }

    @Override
    public Map<ExtensionPoint, Integer> points() {
        return hub.points();
    }
}
