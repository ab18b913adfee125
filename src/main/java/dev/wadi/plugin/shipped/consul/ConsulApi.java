package dev.wadi.plugin.shipped.consul;

import dev.wadi.plugin.spi.service.ServiceInstance;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consul's agent. Each call blocks, but for no longer than the time limit. */
final class ConsulApi implements AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final ConsulSettings settings;
    private final ConsulCalls calls;

    ConsulApi(ConsulSettings settings, ConsulCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    void register(ServiceInstance instance) throws IOException, InterruptedException {
        require(
                "registering " + ConsulEntry.id(settings, instance),
                calls.call("PUT", "/v1/agent/service/register", ConsulEntry.registration(settings, instance)));
    }

    void deregister(ServiceInstance instance) throws IOException, InterruptedException {
        String id = ConsulEntry.id(settings, instance);
        ConsulAnswer answer = calls.call("PUT", "/v1/agent/service/deregister/" + encoded(id), null);
        if (answer.status() != NOT_FOUND) { // it is gone already
            require("deregistering " + id, answer);
        }
    }

    /** Tells Consul that the instance is there, or asks whether Consul still knows it; no answer is no. */
    boolean isKnown(ServiceInstance instance) throws InterruptedException {
        String path = ConsulEntry.needsHeartbeat(settings, instance)
                ? "/v1/agent/check/pass/" + encoded(ConsulEntry.checkId(settings, instance))
                : "/v1/agent/service/" + encoded(ConsulEntry.id(settings, instance));
        String method = ConsulEntry.needsHeartbeat(settings, instance) ? "PUT" : "GET";
        try {
            return calls.call(method, path, null).succeeded();
        } catch (IOException e) {
            return false; // a connection fails where Consul answers 404; registering again tells which of the two it is
        }
    }

    /** The instances of a service that are healthy. */
    List<ServiceInstance> healthy(String service) throws IOException, InterruptedException {
        String name = ConsulEntry.name(settings, service);
        ConsulAnswer answer = calls.call("GET", "/v1/health/service/" + encoded(name) + "?passing=true", null);
        require("looking for " + name, answer);
        return ConsulEntry.instances(service, answer.body());
    }

    /** The leader's address; empty if the cluster has none. */
    String leader() throws IOException, InterruptedException {
        ConsulAnswer answer = calls.call("GET", "/v1/status/leader", null);
        require("asking for the leader", answer);
        return answer.body().replace("\"", "").strip();
    }

    private static void require(String what, ConsulAnswer answer) throws IOException {
        if (!answer.succeeded()) {
            throw new IOException("Consul refused " + what + ", it answered " + answer.shown());
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What a failure is in words. */
    static String words(@Nullable Throwable failure) {
        if (failure == null) {
            return "";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        calls.close();
    }
}
