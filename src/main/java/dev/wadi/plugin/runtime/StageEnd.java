package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.ExchangeContext;

/** What becomes of a message that a plugin filters out. */
@FunctionalInterface
public interface StageEnd {

    /**
     * No other plugin of the stage runs for the message.
     *
     * @param reason why, in words that hold for many messages
     */
    void filtered(ExchangeContext context, String reason);
}
