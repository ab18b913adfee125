package dev.wadi.plugin.middleware;

import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * All middleware in its order: the lower its priority, the further outside; of the same priority, the first one bound.
 * Outermost are the extension points for requests and answers. It changes while requests are under way: each passes what
 * there was when it came. Thread-safe.
 */
public final class MiddlewareChain implements PluginBinder {

    private final ExtensionHub extensions;
    private final PassageEnvironment environment;
    private final Link points;
    private volatile Standing standing = new Standing(List.of(), Map.of());

    /**
     * What stands there at one moment.
     *
     * @param links the middleware in its order
     * @param gaps where a guard was until now, by its plugin: completed once it is back, or is not expected any more
     */
    private record Standing(List<Link> links, Map<Link, CompletableFuture<Boolean>> gaps) {

        Optional<CompletableFuture<Boolean>> gap(HttpRequest.Side side) {
            return gaps.entrySet().stream()
                    .filter(gap -> gap.getKey().handles(side))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    public MiddlewareChain(ExtensionHub extensions, PassageEnvironment environment) {
        this.extensions = extensions;
        this.environment = environment;
        this.points = new Link("extension-points", new PointsMiddleware(extensions));
    }

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        if (plugin instanceof MiddlewarePlugin middleware) {
            Link link = new Link(owner.plugin(), middleware);
            add(link);
            owner.own(() -> remove(link));
        }
    }

    private synchronized void add(Link link) {
        List<Link> more = new ArrayList<>(standing.links());
        more.add(link);
        more.sort(Comparator.comparingInt(Link::priority)); // stable
        Map<Link, CompletableFuture<Boolean>> open = new LinkedHashMap<>(standing.gaps());
        open.keySet().removeIf(gone -> gone.plugin().equals(link.plugin()));
        stand(more, open);
    }

    /** A guard may be on its way back in a newer version: until then nothing gets past the place where it was. */
    private synchronized void remove(Link link) {
        List<Link> fewer = new ArrayList<>(standing.links());
        fewer.remove(link);
        Map<Link, CompletableFuture<Boolean>> open = new LinkedHashMap<>(standing.gaps());
        if (link.guards()) {
            Link trace = link.trace();
            open.put(trace, new CompletableFuture<>());
            var unused = environment.atLimit(() -> forget(trace));
        }
        stand(fewer, open);
    }

    private synchronized void forget(Link trace) {
        Map<Link, CompletableFuture<Boolean>> open = new LinkedHashMap<>(standing.gaps());
        open.remove(trace);
        stand(standing.links(), open);
    }

    private void stand(List<Link> links, Map<Link, CompletableFuture<Boolean>> gaps) {
        Standing before = standing;
        standing = new Standing(List.copyOf(links), Collections.unmodifiableMap(gaps));
        before.gaps().forEach((trace, gap) -> {
            if (!gaps.containsKey(trace)) {
                environment.run(() -> gap.complete(true));
            }
        });
    }

    /** Whether requests of that side pass nothing at all now. */
    public boolean isEmpty(HttpRequest.Side side) {
        Standing now = standing;
        return now.links().stream().noneMatch(link -> link.handles(side))
                && now.gap(side).isEmpty()
                && !pointsAreHandled();
    }

    private boolean pointsAreHandled() {
        return extensions.isHandled(ExtensionPoints.MIDDLEWARE_PRE_REQUEST)
                || extensions.isHandled(ExtensionPoints.MIDDLEWARE_POST_RESPONSE);
    }

    /**
     * Has a request pass.
     *
     * @param last what comes after all middleware
     * @return the answer that the outermost gives; fails only as {@code last} does
     */
    public CompletionStage<HttpAnswer> pass(HttpRequest request, Next last) {
        Standing now = standing;
        Optional<CompletableFuture<Boolean>> gap = now.gap(request.side());
        if (gap.isPresent()) {
            return gap.get().thenCompose(closed -> pass(request, last));
        }
        Next next = last;
        for (Link link : now.links().reversed()) {
            if (link.handles(request.side())) {
                next = before(next, link);
            }
        }
        return (pointsAreHandled() ? before(next, points) : next).proceed(request);
    }

    private Next before(Next next, Link link) {
        return request -> new Passage(environment, link, request, next).start();
    }
}
