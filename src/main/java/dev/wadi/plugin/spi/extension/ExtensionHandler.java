package dev.wadi.plugin.spi.extension;

import org.jspecify.annotations.Nullable;

/** Does something at an extension point. What it throws is logged and counted, and stops no other handler. */
@FunctionalInterface
public interface ExtensionHandler {

    /**
     * Handles one value.
     *
     * @param value of the point's type
     * @return what the point's kind says; null for nothing
     */
    @Nullable
    Object handle(Object value) throws Exception;
}
