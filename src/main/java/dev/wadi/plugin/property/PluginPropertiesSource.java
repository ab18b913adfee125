package dev.wadi.plugin.property;

import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives Camel the values of <code>{{name}}</code> in routes that plugins know and nobody else does.
 *
 * @param variables what plugins know
 */
public record PluginPropertiesSource(PluginVariables variables) implements PropertiesSource, Ordered {

    @Override
    public String getName() {
        return "wadi-plugins";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return variables.get(name);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
