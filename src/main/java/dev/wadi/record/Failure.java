package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A failure whose family is known where it happens. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureFamily family;
    private final int attempts;

    private Failure(FailureFamily family, String message, @Nullable Throwable cause, int attempts) {
        super(message, cause);
        this.family = family;
        this.attempts = attempts;
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message) {
        return new Failure(FailureFamily.PAYLOAD, message, null, 1);
    }

    /** The payload can't be processed, now or later. */
    public static Failure payload(String message, Throwable cause) {
        return new Failure(FailureFamily.PAYLOAD, message, cause, 1);
    }

    /**
     * A failure of the given family.
     *
     * @param attempts how often it was tried before giving up, at least 1 (0 where nothing was tried)
     */
    public static Failure of(FailureFamily family, String message, @Nullable Throwable cause, int attempts) {
        return new Failure(family, message, cause, attempts);
    }

    public FailureFamily family() {
        return family;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }

    /** How often the failed thing was tried, as far as the throwable or a cause of it knows; else 1. */
    public static int attemptsOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Failure failure) {
                return failure.attempts;
            }
        }
        return 1;
    }
}
