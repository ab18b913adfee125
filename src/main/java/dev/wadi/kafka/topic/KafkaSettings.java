package dev.wadi.kafka.topic;

import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port[,host:port…]}
 * @param clientProperties further properties of every client, such as {@code security.protocol}
 * @param createTopics whether missing topics are created
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> clientProperties, boolean createTopics) {

    public KafkaSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** A client's properties: address and further properties, with the client's own on top. */
    public Map<String, Object> client(Map<String, Object> own) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        properties.putAll(own);
        return properties;
    }

    /** A client's properties as {@link #client}, with defaults that the further properties win over. */
    public Map<String, Object> client(Map<String, Object> own, Map<String, Object> defaults) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.putAll(client(own));
        return properties;
    }

    /** Without the further properties, which may hold passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + "]";
    }
}
