package dev.wadi.plugin.service;

import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.ServicePlugin;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers this instance with the service plugins, once it is up and until it stops; those that start later or end
 * earlier included. What fails is counted and logged, and holds up neither a start nor a stop. Thread-safe.
 */
public final class ServiceRegistration implements PluginBinder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceRegistration.class);

    private final Optional<Boolean> wanted;
    private final ExtensionHub extensions;
    private final EventHub events;
    private final LimitedCalls calls;
    private final MeterRegistry meters;

    // Guarded by this.
    private final List<BoundService> services = new ArrayList<>();
    private @Nullable ServiceInstance up;
    private @Nullable ServiceInstance registered;

    /** @param wanted whether to register; empty for: once there is a service plugin */
    public ServiceRegistration(
            Optional<Boolean> wanted,
            ExtensionHub extensions,
            EventHub events,
            LimitedCalls calls,
            MeterRegistry meters) {
        this.wanted = wanted;
        this.extensions = extensions;
        this.events = events;
        this.calls = calls;
        this.meters = meters;
    }

    @Override
    public synchronized void bind(Plugin plugin, Ownership owner) {
        if (plugin instanceof ServicePlugin found) {
            BoundService service = BoundService.of(owner.plugin(), found, calls);
            services.add(service);
            owner.own(() -> unbind(service));
            if (registered == null) {
                register();
            } else {
                tell(service, registered, true);
            }
        }
    }

    private synchronized void unbind(BoundService service) {
        services.remove(service);
        if (registered != null) {
            tell(service, registered, false);
        }
    }

    /** The instance is up. */
    public synchronized void up(ServiceInstance instance) {
        up = instance;
        register();
    }

    private void register() {
        ServiceInstance instance = up;
        if (instance == null || !wanted.orElse(!services.isEmpty())) {
            return;
        }
        ServiceInstance registering = filtered(instance);
        registered = registering;
        services.forEach(service -> tell(service, registering, true));
        extensions.tell(ExtensionPoints.SERVICE_POST_REGISTER, registering);
        events.publish("service.registered", facts(registering));
        LOG.info("Registered as service {} at {}", registering.name(), registering.address());
    }

    private ServiceInstance filtered(ServiceInstance instance) {
        try {
            return calls.slot(extensions)
                    .callAndWait(() -> extensions.filter(ExtensionPoints.SERVICE_PRE_REGISTER, instance));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return instance;
        } catch (Exception e) {
            LOG.warn("The handlers of {} failed", ExtensionPoints.SERVICE_PRE_REGISTER, e);
            return instance;
        }
    }

    private void tell(BoundService service, ServiceInstance instance, boolean comes) {
        try {
            service.registering().callAndWait(() -> {
                if (comes) {
                    service.plugin().onServiceRegister(instance);
                } else {
                    service.plugin().onServiceUnregister(instance);
                }
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            String call = comes ? "register" : "unregister";
            meters.counter("plugin.service.failures", "plugin", service.name(), "call", call)
                    .increment();
            LOG.warn("Service plugin failed to {} this instance | plugin_name={}", call, service.name(), e);
        }
    }

    private static Map<String, @Nullable Object> facts(ServiceInstance instance) {
        return Map.of("name", instance.name(), "id", instance.id(), "address", instance.address());
    }

    /** The instance is about to stop. */
    @Override
    public synchronized void close() {
        ServiceInstance instance = registered;
        up = null;
        registered = null;
        if (instance != null) {
            services.forEach(service -> tell(service, instance, false));
            events.publish("service.unregistered", facts(instance));
        }
    }
}
