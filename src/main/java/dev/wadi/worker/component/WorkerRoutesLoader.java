package dev.wadi.worker.component;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.worker.RouteText;
import dev.wadi.worker.Worker;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.annotations.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RoutesBuilderLoaderSupport;
import org.apache.camel.util.FileUtil;

/** Lets any Camel application load {@code *.worker.yaml} files as routes, as camel-main does with those it includes. */
@RoutesLoader(WorkerRoutesLoader.EXTENSION)
public final class WorkerRoutesLoader extends RoutesBuilderLoaderSupport {

    static final String EXTENSION = "worker.yaml";

    @Override
    public String getSupportedExtension() {
        return EXTENSION;
    }

    /** @throws ConfigException with all that is wrong with the worker */
    @Override
    public RoutesBuilder loadRoutesBuilder(Resource resource) throws Exception {
        Problems problems = new Problems();
        WorkerFiles files = new WorkerFiles(Variables.ofEnvironment(), problems);
        List<Worker> workers = files.read(FileUtil.stripPath(resource.getLocation()), text(resource));
        problems.throwIfAny();
        if (workers.size() != 1) {
            throw new ConfigException(resource.getLocation(), "holds no worker that is switched on");
        }
        RouteText route = WorkerRoute.of(workers.getFirst());
        return PluginHelper.getRoutesLoader(getCamelContext())
                .findRoutesBuilders(ResourceHelper.fromString(route.fileName(), route.text()))
                .iterator()
                .next();
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream content = resource.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
