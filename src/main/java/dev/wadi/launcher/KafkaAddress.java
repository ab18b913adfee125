package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import java.util.Optional;

/** Where Kafka is, as operators say it. */
final class KafkaAddress {

    static final String VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";

    private static final String ADDRESSES = "[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*";

    private KafkaAddress() {}

    /** As the environment says it, if it does. */
    static Optional<String> ofEnvironment() {
        String servers = System.getenv(VARIABLE);
        return servers == null || servers.isBlank() ? Optional.empty() : Optional.of(checked(VARIABLE, servers));
    }

    /**
     * The address, if it is one.
     *
     * @param where the option or variable that it stands in
     */
    static String checked(String where, String servers) {
        if (!servers.strip().matches(ADDRESSES)) {
            throw new ConfigException(
                    where, "must be host:port[,host:port...], such as 127.0.0.1:9092, but was '" + servers + "'");
        }
        return servers.strip();
    }
}
