package dev.wadi.plugin.dependency;

import java.util.List;

/**
 * A plugin, as far as its place among the others goes.
 *
 * @param name its name
 * @param version its version
 * @param priority of those that need not wait for one another, the lower starts first
 * @param place where it was found, for messages
 * @param dependencies what it needs
 */
public record Dependent(String name, String version, int priority, String place, List<Dependency> dependencies) {

    public Dependent {
        dependencies = List.copyOf(dependencies);
    }

    String key() {
        return PluginName.canonical(name);
    }
}
