package dev.wadi.action;

/** Hears of actions. Must be thread-safe and quick, and must not throw. */
@FunctionalInterface
public interface ActionListener {

    /** An action is about to be carried out; on the route's thread. */
    void asked(AskedAction asked);

    /** An action could not be carried out, or was refused; on any thread. */
    default void failed(AskedAction asked) {}
}
