package dev.wadi.connection.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Lets calls through to the addresses that configuration allows: metadata and link-local addresses never, this machine
 * and private networks only where that is allowed. The check is on the resolved addresses, and who asks connects to one
 * of those, so that a name can't change its mind in between. Thread-safe, never blocks the caller.
 */
public final class EgressGate {

    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MAX_HOSTS = 1_000;

    private final HostResolver resolver;
    private final Executor executor;
    private final boolean allowPrivate;
    private final Cache<String, List<InetAddress>> admitted = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(MAX_HOSTS)
            .build();

    /** @param executor where the resolver may block */
    public EgressGate(HostResolver resolver, Executor executor, boolean allowPrivate) {
        this.resolver = resolver;
        this.executor = executor;
        this.allowPrivate = allowPrivate;
    }

    /**
     * The addresses of a host that may be connected to.
     *
     * @return at least one; fails with a {@link Failure}: payload if the host is refused, transient if it can't be
     *     resolved
     */
    public CompletionStage<List<InetAddress>> admit(String host) {
        List<InetAddress> known = admitted.getIfPresent(host);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : CompletableFuture.supplyAsync(() -> check(host), executor);
    }

    private List<InetAddress> check(String host) {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw Failure.of(FailureFamily.TRANSIENT, "the host " + host + " can't be resolved", e, 1);
        }
        for (InetAddress address : addresses) {
            switch (AddressKind.of(address)) {
                case PUBLIC -> {}
                case METADATA ->
                    throw refused(host, address, "a metadata or link-local address. Those are never called");
                case PRIVATE -> {
                    if (!allowPrivate) {
                        throw refused(host, address, "not a public address. To allow it, set allow_private: true");
                    }
                }
            }
        }
        List<InetAddress> checked = List.copyOf(addresses);
        admitted.put(host, checked);
        return checked;
    }

    private static Failure refused(String host, InetAddress address, String why) {
        String literal = address.getHostAddress();
        return Failure.payload(host + (literal.equals(host) ? "" : " leads to " + literal + ", which") + " is " + why);
    }
}
