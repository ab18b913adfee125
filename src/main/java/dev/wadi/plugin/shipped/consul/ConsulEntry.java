package dev.wadi.plugin.shipped.consul;

import dev.wadi.plugin.shipped.json.JsonText;
import dev.wadi.plugin.spi.service.ServiceInstance;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service instance in the words of Consul's HTTP API. */
final class ConsulEntry {

    private static final String SCHEME = "scheme";
    private static final int MISSED_CHECKS = 3;
    private static final String GONE_AFTER = "10m";
    private static final int MAX_PORT = 65_535;

    private ConsulEntry() {}

    /** The name of a service in Consul. */
    static String name(ConsulSettings settings, String service) {
        return settings.prefix().isEmpty() ? service : settings.prefix() + '-' + service;
    }

    /** The id of an instance in Consul: {@code prefix-name-instance}. */
    static String id(ConsulSettings settings, ServiceInstance instance) {
        return name(settings, instance.name()) + '-' + instance.id();
    }

    /** Whether the instance must tell Consul that it is there. */
    static boolean needsHeartbeat(ConsulSettings settings, ServiceInstance instance) {
        return settings.check() == ConsulSettings.Check.TTL
                || instance.healthPath().isEmpty();
    }

    /** The body of the registration. */
    static Map<String, Object> registration(ConsulSettings settings, ServiceInstance instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ID", id(settings, instance));
        body.put("Name", name(settings, instance.name()));
        body.put("Address", instance.host());
        body.put("Port", instance.port());
        body.put("Tags", List.copyOf(instance.tags()));
        Map<String, String> meta = new LinkedHashMap<>(instance.metadata());
        meta.put(SCHEME, instance.scheme());
        body.put("Meta", meta);
        body.put("Check", check(settings, instance));
        return body;
    }

    private static Map<String, Object> check(ConsulSettings settings, ServiceInstance instance) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("CheckID", checkId(settings, instance));
        if (needsHeartbeat(settings, instance)) {
            check.put("TTL", settings.interval().multipliedBy(MISSED_CHECKS).toMillis() + "ms");
            check.put("Status", "passing");
        } else {
            check.put("HTTP", instance.address() + instance.healthPath());
            check.put("Interval", settings.interval().toMillis() + "ms");
            check.put("Timeout", "5s");
        }
        check.put("DeregisterCriticalServiceAfter", GONE_AFTER);
        return check;
    }

    static String checkId(ConsulSettings settings, ServiceInstance instance) {
        return "service:" + id(settings, instance);
    }

    /** The instances in an answer of the health API; those without a usable address are left out. */
    static List<ServiceInstance> instances(String service, String json) {
        return JsonText.value(json).stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of())
                .flatMap(entry -> entry instanceof Map<?, ?> map ? instance(service, map).stream() : Stream.of())
                .toList();
    }

    private static Optional<ServiceInstance> instance(String service, Map<?, ?> entry) {
        Map<?, ?> found = map(entry.get("Service"));
        String own = text(found.get("Address"));
        String host = own.isEmpty() ? text(map(entry.get("Node")).get("Address")) : own;
        String id = text(found.get("ID"));
        int port = found.get("Port") instanceof Number number ? number.intValue() : 0;
        if (host.isEmpty() || id.isEmpty() || port < 1 || port > MAX_PORT) {
            return Optional.empty();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        map(found.get("Meta")).forEach((key, value) -> metadata.put(String.valueOf(key), text(value)));
        Set<String> tags = new HashSet<>();
        if (found.get("Tags") instanceof List<?> list) {
            list.forEach(tag -> tags.add(String.valueOf(tag)));
        }
        String scheme = "https".equals(metadata.get(SCHEME)) ? "https" : "http";
        return Optional.of(new ServiceInstance(service, id, scheme, host, port, "", tags, metadata));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
