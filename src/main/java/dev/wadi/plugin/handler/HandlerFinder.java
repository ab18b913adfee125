package dev.wadi.plugin.handler;

import java.util.Optional;

/** Where a step's handler is looked for beside the plugins. */
public interface HandlerFinder {

    /** A bean of that name, whatever it is. */
    Optional<Object> bean(String name);

    /** A class of that name. */
    Optional<Class<?>> type(String name);
}
