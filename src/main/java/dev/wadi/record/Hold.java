package dev.wadi.record;

/** Keeps a record open until it is released. Thread-safe; releasing twice has no effect. */
@FunctionalInterface
public interface Hold {

    /** Lets go. The record is terminal once nobody holds it any more. */
    void release();
}
