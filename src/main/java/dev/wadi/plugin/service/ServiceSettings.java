package dev.wadi.plugin.service;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What this instance is registered as.
 *
 * @param name the service's name
 * @param host where others reach it
 * @param port where others reach it; empty for the application's HTTP port, or the management port if there is none
 * @param tags words to find it by
 * @param register whether it is registered; empty for: if there is a service plugin to register it
 */
public record ServiceSettings(
        String name, String host, OptionalInt port, Set<String> tags, Optional<Boolean> register) {

    /** The defaults. */
    public static final ServiceSettings DEFAULT =
            new ServiceSettings("wadi", "127.0.0.1", OptionalInt.empty(), Set.of(), Optional.empty());

    public ServiceSettings {
        tags = Set.copyOf(tags);
    }
}
