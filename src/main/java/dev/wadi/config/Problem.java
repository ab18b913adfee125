package dev.wadi.config;

/**
 * Something wrong in what a user wrote.
 *
 * @param where the place: {@code file:line}, or what else leads there
 * @param message what is wrong, what was found, and what is possible
 */
public record Problem(String where, String message) {

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
