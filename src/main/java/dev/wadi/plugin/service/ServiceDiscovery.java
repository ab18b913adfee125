package dev.wadi.plugin.service;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.wadi.connection.ServiceAddress;
import dev.wadi.connection.ServiceDirectory;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.limit.LogPace;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.kind.ServicePlugin;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the instances of services by asking the service plugins: the one with the lowest priority first, until one knows
 * some. What they say is good for ten seconds, and longer while they fail. Thread-safe, never blocks.
 */
public final class ServiceDiscovery implements ServiceDirectory, PluginBinder {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceDiscovery.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);
    private static final Duration GOOD_WHILE_FAILING = Duration.ofMinutes(10);
    private static final int MAX_SERVICES = 1_000;

    private final LimitedCalls calls;
    private final MeterRegistry meters;
    private final LogPace pace = new LogPace();
    private final AsyncCache<String, Optional<List<ServiceAddress>>> known;
    private final Cache<String, List<ServiceAddress>> lastGood;
    private volatile List<BoundService> services = List.of();

    public ServiceDiscovery(LimitedCalls calls, MeterRegistry meters) {
        this(calls, meters, Ticker.systemTicker());
    }

    ServiceDiscovery(LimitedCalls calls, MeterRegistry meters, Ticker ticker) {
        this.calls = calls;
        this.meters = meters;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(GOOD_FOR)
                .maximumSize(MAX_SERVICES)
                .ticker(ticker)
                .buildAsync();
        this.lastGood = Caffeine.newBuilder()
                .expireAfterWrite(GOOD_WHILE_FAILING)
                .maximumSize(MAX_SERVICES)
                .ticker(ticker)
                .build();
    }

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        if (plugin instanceof ServicePlugin found) {
            BoundService service = BoundService.of(owner.plugin(), found, calls);
            change(service, true);
            owner.own(() -> change(service, false));
        }
    }

    private synchronized void change(BoundService service, boolean add) {
        List<BoundService> changed = new ArrayList<>(services);
        if (add) {
            changed.add(service);
        } else {
            changed.remove(service);
        }
        changed.sort(Comparator.comparingInt(other -> other.plugin().priority())); // stable
        services = List.copyOf(changed);
        known.synchronous().invalidateAll();
    }

    @Override
    public CompletionStage<List<ServiceAddress>> find(String service) {
        CompletableFuture<Optional<List<ServiceAddress>>> found = known.get(service, (name, executor) -> ask(name));
        return found.thenApply(instances -> {
            if (instances.isEmpty() || instances.get().isEmpty()) { // it may come up at any time
                known.asMap().remove(service, found);
            }
            return instances.orElseThrow(
                    () -> new IllegalStateException("each service plugin that could know them fails"));
        });
    }

    /** Nothing if it can't be known: a failure in the cache would be logged with its trace, each time. */
    private CompletableFuture<Optional<List<ServiceAddress>>> ask(String service) {
        CompletableFuture<List<ServiceAddress>> answer = new CompletableFuture<>();
        ask(service, services, 0, false, answer);
        return answer.handle((found, failure) -> {
            if (failure == null) {
                lastGood.put(service, found);
                return Optional.of(found);
            }
            return Optional.ofNullable(lastGood.getIfPresent(service));
        });
    }

    /** Asks one after the other; fails if nobody knows any, and somebody could not be asked. */
    private void ask(
            String service,
            List<BoundService> asked,
            int at,
            boolean anyFailed,
            CompletableFuture<List<ServiceAddress>> answer) {
        if (at == asked.size()) {
            if (anyFailed) {
                answer.completeExceptionally(new IllegalStateException("a service plugin failed"));
            } else {
                answer.complete(List.of());
            }
            return;
        }
        BoundService one = asked.get(at);
        var unused = one.finding(service)
                .call(() -> addresses(one.plugin().onServiceDiscovery(service)))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        failed(one.name(), service, failure);
                        ask(service, asked, at + 1, true, answer);
                    } else if (found.isEmpty()) {
                        ask(service, asked, at + 1, anyFailed, answer);
                    } else {
                        answer.complete(found);
                    }
                });
    }

    private static List<ServiceAddress> addresses(List<ServiceInstance> instances) {
        return instances.stream()
                .map(instance -> new ServiceAddress(
                        instance.host().replace("[", "").replace("]", ""),
                        instance.port(),
                        instance.scheme().equals("https")))
                .toList();
    }

    private void failed(String plugin, String service, Throwable failure) {
        meters.counter("plugin.service.failures", "plugin", plugin, "call", "discovery")
                .increment();
        if (pace.due()) {
            LOG.warn("Service discovery failed | plugin_name={} service={}", plugin, service, failure);
        }
    }
}
