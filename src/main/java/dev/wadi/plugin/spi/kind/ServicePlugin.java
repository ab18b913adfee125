package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.service.ServiceInstance;
import java.util.List;

/** A plugin that keeps a service registry: of this instance, and of those that connections call by name. */
public interface ServicePlugin extends StagelessPlugin {

    /** This instance is up. May block for up to the plugin's time limit; so may the others. */
    void onServiceRegister(ServiceInstance instance) throws Exception;

    /** This instance is about to stop. */
    void onServiceUnregister(ServiceInstance instance) throws Exception;

    /**
     * Finds the instances of a service that can be called now.
     *
     * @param service its name, as in a connection's address {@code service://name}
     * @return in the order in which they are to be tried; empty if it knows none
     */
    default List<ServiceInstance> onServiceDiscovery(String service) throws Exception {
        return List.of();
    }
}
