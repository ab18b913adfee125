package dev.wadi.plugin.shipped.consul;

import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.kind.HealthPlugin;
import dev.wadi.plugin.spi.kind.HealthStatus;
import dev.wadi.plugin.spi.kind.ServicePlugin;
import dev.wadi.plugin.spi.service.ServiceInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps this instance in Consul, and finds the healthy instances of other services there. */
public final class ConsulServiceDiscoveryPlugin implements ServicePlugin, HealthPlugin {

    private final AtomicReference<@Nullable ServiceInstance> registered = new AtomicReference<>();
    private ConsulSettings settings = ConsulSettings.defaults();
    private @Nullable PluginEnvironment environment;
    private @Nullable ConsulApi consul;
    private volatile boolean warned;

    @Override
    public String name() {
        return "consul_service_discovery";
    }

    @Override
    public String description() {
        return "Keeps this instance in Consul, and finds others there";
    }

    @Override
    public void configure(PluginConfig config) {
        settings = ConsulSettings.read(config);
    }

    @Override
    public void onLoad(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
        ConsulCalls calls = settings.connection()
                .map(name -> ConsulCalls.over(itsEnvironment.connection(name), settings))
                .orElseGet(() -> ConsulCalls.direct(settings));
        consul = itsEnvironment.own(new ConsulApi(settings, calls));
    }

    @Override
    public void onStart() {
        long millis = settings.interval().toMillis();
        var unused =
                environment().scheduler().scheduleWithFixedDelay(this::keep, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** If Consul can't be reached now, the instance is registered once it can be. */
    @Override
    public void onServiceRegister(ServiceInstance instance) throws IOException, InterruptedException {
        registered.set(instance);
        consul().register(instance);
    }

    @Override
    public void onServiceUnregister(ServiceInstance instance) throws IOException, InterruptedException {
        registered.set(null);
        consul().deregister(instance);
    }

    @Override
    public List<ServiceInstance> onServiceDiscovery(String service) throws IOException, InterruptedException {
        return consul().healthy(service);
    }

    /** Tells Consul that the instance is there; one that Consul has forgotten is registered again. */
    void keep() {
        ServiceInstance instance = registered.get();
        if (instance == null) {
            return;
        }
        try {
            if (!consul().isKnown(instance)) {
                consul().register(instance);
                if (registered.get() == null) { // it was unregistered meanwhile
                    consul().deregister(instance);
                    return;
                }
                environment()
                        .logger()
                        .log(
                                System.Logger.Level.INFO,
                                "Registered in Consul again | id=" + ConsulEntry.id(settings, instance));
            }
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                environment()
                        .logger()
                        .log(
                                System.Logger.Level.WARNING,
                                "Consul can't be told that this instance is there; it is tried again every "
                                        + settings.interval().toSeconds() + " s | consul=" + settings + " error="
                                        + ConsulApi.words(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public HealthStatus checkHealth() throws InterruptedException {
        try {
            String leader = consul().leader();
            return leader.isEmpty()
                    ? HealthStatus.down("Consul has no leader")
                    : new HealthStatus(true, "", Map.of("leader", leader));
        } catch (IOException e) {
            return HealthStatus.down("Consul can't be reached: " + ConsulApi.words(e));
        }
    }

    @Override
    public Duration healthCheckInterval() {
        return settings.interval();
    }

    @Override
    public PluginResult execute(PluginContext context) {
        return PluginResult.success();
    }

    private ConsulApi consul() {
        return Optional.ofNullable(consul).orElseThrow(() -> new IllegalStateException("not loaded yet"));
    }

    private PluginEnvironment environment() {
        return Optional.ofNullable(environment).orElseThrow(() -> new IllegalStateException("not loaded yet"));
    }
}
