package dev.wadi.record;

/** Hears of each record's end. Called on the thread that releases it last; must be quick and must not throw. */
@FunctionalInterface
public interface OutcomeListener {

    void terminal(RecordHandle record, Outcome outcome);
}
