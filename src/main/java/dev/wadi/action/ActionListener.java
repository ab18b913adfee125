package dev.wadi.action;

/** Hears of each action before it is carried out. Called on the route's thread; must be quick and must not throw. */
@FunctionalInterface
public interface ActionListener {

    void asked(AskedAction asked);
}
