package dev.wadi.launcher;

import dev.wadi.worker.RouteText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** Has camel-main load the routes of workers together with the route files, by the same loader. */
final class WorkerRoutes extends DefaultRoutesCollector {

    private final List<RouteText> workers;

    WorkerRoutes(List<RouteText> workers) {
        this.workers = workers;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(CamelContext context, String exclude, String include) {
        Collection<Resource> found =
                new LinkedHashSet<>(super.findRouteResourcesFromDirectory(context, exclude, include));
        workers.forEach(worker -> found.add(ResourceHelper.fromString(worker.fileName(), worker.text())));
        return found;
    }
}
