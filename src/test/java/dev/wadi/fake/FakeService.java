package dev.wadi.fake;

import dev.wadi.plugin.spi.kind.ServicePlugin;
import dev.wadi.plugin.spi.service.ServiceInstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service plugin that keeps what it is told, and knows what a test tells it. */
public final class FakeService implements ServicePlugin {

    /** What it does when it is asked. */
    @FunctionalInterface
    public interface Knowledge {
        List<ServiceInstance> find(String service) throws Exception;
    }

    private final String name;
    private final int priority;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Knowledge knowledge = service -> List.of();
    private volatile boolean failing;

    public FakeService(String name, int priority) {
        this.name = name;
        this.priority = priority;
    }

    public FakeService knowing(Knowledge newKnowledge) {
        knowledge = newKnowledge;
        return this;
    }

    /** Throws whatever it is told. */
    public FakeService failing() {
        failing = true;
        return this;
    }

    /** What it was told and asked. */
    public List<String> told() {
        return List.copyOf(told);
    }

    public static ServiceInstance instance(String service, int port) {
        return new ServiceInstance(
                service, service + '-' + port, "http", "127.0.0.1", port, "/health", Set.of(), Map.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public void onServiceRegister(ServiceInstance instance) {
        hear("+ " + instance.id() + ' ' + instance.metadata());
    }

    @Override
    public void onServiceUnregister(ServiceInstance instance) {
        hear("- " + instance.id());
    }

    @Override
    public List<ServiceInstance> onServiceDiscovery(String service) throws Exception {
        hear("? " + service);
        return knowledge.find(service);
    }

    private void hear(String what) {
        told.add(what);
        if (failing) {
            throw new IllegalStateException("no luck");
        }
    }
}
