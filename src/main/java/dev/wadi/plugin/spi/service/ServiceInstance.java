package dev.wadi.plugin.spi.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One running instance of a service.
 *
 * @param name the service's name
 * @param id the instance's, unique among those of the service
 * @param scheme {@code http} or {@code https}
 * @param host where it listens
 * @param port where it listens
 * @param healthPath the path of its health check; empty if it has none
 * @param tags words to find it by
 * @param metadata further facts about it
 */
public record ServiceInstance(
        String name,
        String id,
        String scheme,
        String host,
        int port,
        String healthPath,
        Set<String> tags,
        Map<String, String> metadata) {

    private static final int MAX_PORT = 65_535;

    public ServiceInstance {
        if (name.isBlank() || id.isBlank() || host.isBlank()) {
            throw new IllegalArgumentException("a service instance needs a name, an id and a host");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 1 to 65535, but was " + port);
        }
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The same instance with further metadata. */
    public ServiceInstance with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(key, value);
        return new ServiceInstance(name, id, scheme, host, port, healthPath, tags, more);
    }

    /** Its address without a path. */
    public String address() {
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        return scheme + "://" + bracketed + ':' + port;
    }
}
