package dev.wadi.connection;

import java.util.OptionalInt;

/** The cause of a failure that is an answer's status, for those who tell statuses apart. It has no stack trace. */
public final class RefusedStatus extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public RefusedStatus(int status) {
        super("status " + status, null, false, false);
        this.status = status;
    }

    /** The status that a call failed for; none where it failed for something else. */
    public static OptionalInt of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof RefusedStatus refused) {
                return OptionalInt.of(refused.status);
            }
        }
        return OptionalInt.empty();
    }
}
