package dev.wadi.connection;

import java.util.Set;

/** The connections by name. Thread-safe. */
public interface Connections {

    /** The names of all connections. */
    Set<String> names();

    /**
     * The client of a connection.
     *
     * @param where the place that refers to it, for the message
     * @throws dev.wadi.config.ConfigException if there is none of that name
     */
    ConnectionClient get(String name, String where);
}
