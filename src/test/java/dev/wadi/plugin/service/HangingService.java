package dev.wadi.plugin.service;

import dev.wadi.plugin.spi.kind.ServicePlugin;
import dev.wadi.plugin.spi.service.ServiceInstance;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service plugin that hangs, and does not care for interrupts. */
record HangingService(CountDownLatch leave) implements ServicePlugin {

    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public void onServiceRegister(ServiceInstance instance) {
        hang();
    }

    @Override
    public void onServiceUnregister(ServiceInstance instance) {
        hang();
    }

    @Override
    public List<ServiceInstance> onServiceDiscovery(String service) {
        hang();
        return List.of();
    }

    private void hang() {
        boolean left = false;
        while (!left) {
            try {
                left = leave.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // that is what this plugin is like
            }
        }
    }
}
