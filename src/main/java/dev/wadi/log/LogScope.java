package dev.wadi.log;

import dev.wadi.record.RecordHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a thread works on just now: all that it logs meanwhile is about it. Entering and leaving allocate nothing, and
 * nothing is read before a line is written.
 */
public final class LogScope {

    private static final ThreadLocal<LogScope> OWN = ThreadLocal.withInitial(LogScope::new);

    /** A {@link LogSubject} or a {@link RecordHandle}. */
    private @Nullable Object subject;

    private LogScope() {}

    /** That of the present thread. */
    public static LogScope ofThread() {
        return OWN.get();
    }

    /**
     * The thread turns to something.
     *
     * @return what it was at before, for {@link #leave}
     */
    public @Nullable Object enter(LogSubject next) {
        return turnTo(next);
    }

    /** The thread turns to a record, or to the batch whose first one it is. */
    public @Nullable Object enter(RecordHandle next) {
        return turnTo(next);
    }

    /** The thread goes back to what it was at before. */
    public void leave(@Nullable Object before) {
        subject = before;
    }

    /** Writes lines about something that this thread does not work on. */
    public static void about(LogSubject subject, Runnable writing) {
        LogScope scope = ofThread();
        Object before = scope.turnTo(subject);
        try {
            writing.run();
        } finally {
            scope.leave(before);
        }
    }

    /** Writes lines about what the thread works on, and says more about it. */
    public static void also(LogSubject more, Runnable writing) {
        Object outer = ofThread().subject;
        about(
                fields -> {
                    more.describe(fields);
                    describe(outer, fields);
                },
                writing);
    }

    /** Writes lines about a record that this thread does not work on. */
    public static void about(RecordHandle handle, Runnable writing) {
        about(fields -> fields.record(handle), writing);
    }

    /** The fields of what the thread works on. */
    static Map<String, Object> fields() {
        Object subject = ofThread().subject;
        LogFields fields = new LogFields();
        try {
            describe(subject, fields);
        } catch (RuntimeException e) {
            fields.put("context_error", e.toString());
        }
        return fields.inOrder();
    }

    private static void describe(@Nullable Object subject, LogFields fields) {
        if (subject instanceof RecordHandle handle) {
            fields.record(handle);
        } else if (subject instanceof LogSubject other) {
            other.describe(fields);
        }
    }

    private @Nullable Object turnTo(Object next) {
        Object before = subject;
        subject = next;
        return before;
    }
}
