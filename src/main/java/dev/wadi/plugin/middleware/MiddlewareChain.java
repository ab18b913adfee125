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
import java.util.Comparator;
import java.util.List;
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
    private volatile List<Link> links = List.of();

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
        List<Link> more = new ArrayList<>(links);
        more.add(link);
        more.sort(Comparator.comparingInt(Link::priority)); // stable
        links = List.copyOf(more);
    }

    private synchronized void remove(Link link) {
        links = links.stream().filter(other -> !other.equals(link)).toList();
    }

    /** Whether requests of that side pass nothing at all now. */
    public boolean isEmpty(HttpRequest.Side side) {
        return links.stream().noneMatch(link -> link.handles(side)) && !pointsAreHandled();
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
        Next next = last;
        for (Link link : links.reversed()) {
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
