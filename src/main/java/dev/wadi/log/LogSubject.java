package dev.wadi.log;

/** What lines of the log can be about, such as a record on its way. */
@FunctionalInterface
public interface LogSubject {

    /** Says what it is, while a line is being written. Must be quick; what it throws is left out. */
    void describe(LogFields fields);
}
