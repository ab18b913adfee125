package dev.wadi.plugin.health;

import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LogPace;
import dev.wadi.plugin.spi.kind.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is looked at from time to time. A look that throws or hangs counts as unhealthy. Thread-safe. */
final class WatchedHealth {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedHealth.class);

    private final String name;
    private final Callable<HealthStatus> look;
    private final CallSlot slot;
    private final MeterRegistry meters;
    private final Clock clock;
    private final LogPace pace = new LogPace();
    private volatile LastLook last;
    private volatile CompletableFuture<HealthStatus> underWay = CompletableFuture.completedFuture(HealthStatus.up());

    WatchedHealth(String name, Callable<HealthStatus> look, CallSlot slot, MeterRegistry meters, Clock clock) {
        this.name = name;
        this.look = look;
        this.slot = slot;
        this.meters = meters;
        this.clock = clock;
        this.last = new LastLook(Optional.empty(), clock.instant());
    }

    LastLook last() {
        return last;
    }

    /** Looks, without waiting for what is seen; not while a look is under way within its time limit. */
    void look() {
        if (underWay.isDone()) {
            underWay = slot.call(look);
            var unused = underWay.whenComplete(this::seen);
        }
    }

    private void seen(@Nullable HealthStatus status, @Nullable Throwable failure) {
        HealthStatus seen = failure == null && status != null ? status : failed(failure);
        try {
            last = new LastLook(Optional.of(seen), clock.instant());
        } catch (RuntimeException e) { // of a detail's toString
            last = new LastLook(Optional.of(failed(e)), clock.instant());
        }
    }

    private HealthStatus failed(@Nullable Throwable failure) {
        meters.counter("plugin.health.failures", "plugin", name).increment();
        if (pace.due()) {
            LOG.warn("Health check failed | plugin_name={}", name, failure);
        }
        String why =
                switch (failure) {
                    case null -> "it returned null";
                    case TimeoutException ours -> String.valueOf(ours.getMessage());
                    case Throwable other -> other.getClass().getSimpleName() + ", see the log"; // it may hold secrets
                };
        return new HealthStatus(false, "the check failed: " + why, Map.of());
    }
}
