package dev.wadi.plugin.middleware;

import dev.wadi.plugin.limit.LogPace;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One middleware in the chain, and how it is doing. What it says of itself is asked once. */
final class Link {

    /** So many requests may hang in it; then it is passed by until one comes back. */
    static final int MAX_HANGING = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final String plugin;
    private final MiddlewarePlugin middleware;
    private final int priority;
    private final Set<HttpRequest.Side> sides;
    private final boolean guards;
    private final AtomicInteger hanging = new AtomicInteger();
    private final LogPace pace = new LogPace();

    Link(String plugin, MiddlewarePlugin middleware) {
        this.plugin = plugin;
        this.middleware = middleware;
        this.priority = middleware.middlewarePriority();
        this.sides = Set.copyOf(middleware.sides());
        this.guards = middleware.refusesWhenFailing();
    }

    /** Where this stands, without its plugin, which may be unloaded. */
    Link trace() {
        return new Link(plugin, new Absent(plugin, priority, sides));
    }

    /** No middleware. */
    private record Absent(String name, int middlewarePriority, Set<HttpRequest.Side> sides)
            implements MiddlewarePlugin {
        @Override
        public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
            return next.proceed(request);
        }
    }

    String plugin() {
        return plugin;
    }

    MiddlewarePlugin middleware() {
        return middleware;
    }

    int priority() {
        return priority;
    }

    boolean handles(HttpRequest.Side side) {
        return sides.contains(side);
    }

    /** Whether a request is refused when this fails. */
    boolean guards() {
        return guards;
    }

    boolean hangsTooOften() {
        return hanging.get() >= MAX_HANGING;
    }

    void hangs(boolean begins) {
        hanging.addAndGet(begins ? 1 : -1);
    }

    /** @param before whether it had not gone on yet */
    void failed(Throwable thrown, boolean before) {
        LOG.atLevel(pace.due() ? Level.WARN : Level.DEBUG)
                .setCause(thrown)
                .log(
                        "Middleware failed, and {} | plugin_name={}",
                        !before
                                ? "the answer goes on without it"
                                : guards ? "the request is refused" : "the request goes on without it",
                        plugin);
    }
}
