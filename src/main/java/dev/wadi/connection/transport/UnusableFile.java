package dev.wadi.connection.transport;

/** A file of keys or certificates that can't be used, and why. Its message goes on after the file's name. */
final class UnusableFile extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableFile(String message) {
        super(message);
    }

    /** Names the exception's type only: its message might quote what is in the file. */
    UnusableFile(String message, Exception cause) {
        super(message + " (" + cause.getClass().getSimpleName() + ")", cause);
    }
}
