package dev.wadi.connection.egress;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls through to the addresses that configuration allows: metadata and link-local addresses never, this machine
 * and private networks only where that is allowed. The check is on the resolved addresses, and who asks connects to one
 * of those, so that a name can't change its mind in between. Thread-safe, never blocks the caller.
 */
public final class EgressGate {

    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MAX_HOSTS = 1_000;

    private final HostResolver resolver;
    private final boolean allowPrivate;
    // Asked once for all who wait, so that a slow name server holds one thread for a host; what failed is not kept.
    private final AsyncCache<String, Admission> asked;

    /** What became of a host; a refusal is a value too, since the cache would log what is thrown. */
    private record Admission(
            List<InetAddress> addresses, @Nullable Failure refused) {}

    /** @param executor where the resolver may block */
    public EgressGate(HostResolver resolver, Executor executor, boolean allowPrivate) {
        this.resolver = resolver;
        this.allowPrivate = allowPrivate;
        this.asked = Caffeine.newBuilder()
                .executor(executor)
                .expireAfterWrite(MEMORY)
                .maximumSize(MAX_HOSTS)
                .buildAsync();
    }

    /**
     * The addresses of a host that may be connected to.
     *
     * @return at least one; fails with a {@link Failure}: payload if the host is refused, transient if it can't be
     *     resolved
     */
    public CompletionStage<List<InetAddress>> admit(String host) {
        return asked.get(host, this::ask).thenApply(admission -> {
            if (admission.refused() != null) {
                asked.synchronous().invalidate(host);
                throw admission.refused();
            }
            return admission.addresses();
        });
    }

    private Admission ask(String host) {
        try {
            return new Admission(check(host), null);
        } catch (Failure e) {
            return new Admission(List.of(), e);
        }
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
        return List.copyOf(addresses);
    }

    private static Failure refused(String host, InetAddress address, String why) {
        String literal = address.getHostAddress();
        return Failure.payload(host + (literal.equals(host) ? "" : " leads to " + literal + ", which") + " is " + why);
    }
}
