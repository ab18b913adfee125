package dev.wadi.connection.transport;

/** An answer's body that is not taken, and why. Its message goes on after "answered 200". No surprise, so no stack trace. */
public final class BodyRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean broken;

    BodyRefused(String message, boolean broken) {
        super(message, null, false, false);
        this.broken = broken;
    }

    /** Whether it was damaged, which may not happen the next time; else it is too long, and will be again. */
    public boolean isBroken() {
        return broken;
    }
}
