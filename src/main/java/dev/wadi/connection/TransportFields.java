package dev.wadi.connection;

import dev.wadi.config.YamlMapping;
import java.util.List;

/** The fields of a connection that say what carries its requests. */
final class TransportFields {

    static final List<String> KNOWN = List.of("allow_private", "max_connections");

    private final YamlMapping fields;

    TransportFields(YamlMapping fields) {
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported. */
    Transport read() {
        return new Transport(
                fields.bool("allow_private").orElse(false),
                fields.integer("max_connections", 1).orElse(Transport.DEFAULT_MAX_CONNECTIONS));
    }
}
