package dev.wadi.connection.transport;

/** A redirect that is not followed, and why. No surprise, so no stack trace. */
public final class RedirectRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public RedirectRefused(String message) {
        super(message, null, false, false);
    }
}
