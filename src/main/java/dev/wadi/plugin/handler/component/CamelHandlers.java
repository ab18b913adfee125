package dev.wadi.plugin.handler.component;

import dev.wadi.plugin.handler.HandlerFinder;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Finds beans and classes as Camel does.
 *
 * @param context whose beans and classes
 */
record CamelHandlers(CamelContext context) implements HandlerFinder {

    @Override
    public Optional<Object> bean(String name) {
        return Optional.ofNullable(context.getRegistry().lookupByName(name));
    }

    @Override
    public Optional<Class<?>> type(String name) {
        return Optional.ofNullable(context.getClassResolver().resolveClass(name));
    }
}
