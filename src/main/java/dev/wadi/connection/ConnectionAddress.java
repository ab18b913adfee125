package dev.wadi.connection;

/**
 * A connection and a path below its address, written {@code name/path}.
 *
 * @param connection the connection's name
 * @param path the path, with its slash; may be empty
 */
public record ConnectionAddress(String connection, String path) {

    /** Takes {@code name/path} apart. */
    public static ConnectionAddress parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new ConnectionAddress(text, "")
                : new ConnectionAddress(text.substring(0, slash), text.substring(slash));
    }
}
