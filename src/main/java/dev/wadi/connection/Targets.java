package dev.wadi.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the attempts of a connection go: to its host, or to the instances of its service. An instance that fails is the
 * last choice for a while, so that the next attempt goes to another one. Thread-safe.
 */
final class Targets {

    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MAX_FAILED = 1_000;

    private final ConnectionConfig config;
    private final CallHooks hooks;
    private final @Nullable ServiceAddress fixed;
    private final AtomicLong failures = new AtomicLong();
    private final Cache<ServiceAddress, Long> failed = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(MAX_FAILED)
            .build();

    Targets(ConnectionConfig config, CallHooks hooks) {
        this.config = config;
        this.hooks = hooks;
        this.fixed = config.service().isPresent() ? null : config.address();
    }

    /** The host; null where it is a service. */
    @Nullable
    ServiceAddress fixed() {
        return fixed;
    }

    /** The instance that is to be tried next; fails with a {@link Failure} (transient) if there is none. */
    CompletionStage<ServiceAddress> next() {
        String service = config.service().orElseThrow();
        return hooks.services().find(service).handle((instances, thrown) -> {
            if (thrown != null) {
                Throwable cause =
                        thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
                String why = "the instances of the service '" + service + "' can't be found: ";
                throw Failure.of(FailureFamily.TRANSIENT, why + DeadLetter.describe(cause), cause, 1);
            }
            return best(service, instances);
        });
    }

    private ServiceAddress best(String service, List<ServiceAddress> instances) {
        return instances.stream()
                .filter(instance -> !config.isTlsRequired() || instance.tls() || instance.isLoopback())
                .min(Comparator.comparingLong(this::lastFailure)) // of several, the first
                .orElseThrow(() -> Failure.of(
                        FailureFamily.TRANSIENT,
                        instances.isEmpty()
                                ? "nobody knows an instance of the service '" + service
                                        + "'. A service plugin must find it"
                                : "no instance of the service '" + service + "' speaks https",
                        null,
                        1));
    }

    private long lastFailure(ServiceAddress instance) {
        Long when = failed.getIfPresent(instance);
        return when == null ? 0 : when;
    }

    /** Remembers whether an instance failed. */
    HttpAttempt.Listener watching(ServiceAddress instance, HttpAttempt.Listener listener) {
        return new HttpAttempt.Listener() {
            @Override
            public void answered(ConnectionResponse response) {
                listener.answered(response);
            }

            @Override
            public void failed(Throwable thrown) {
                if (thrown instanceof AttemptFailed attempt && attempt.failure().family() == FailureFamily.TRANSIENT) {
                    failed.put(instance, failures.incrementAndGet());
                }
                listener.failed(thrown);
            }
        };
    }
}
