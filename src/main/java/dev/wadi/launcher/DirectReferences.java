package dev.wadi.launcher;

import dev.wadi.config.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** Finds {@code direct:} steps whose route is not among those that run: each record would become a dead letter. */
final class DirectReferences {

    private static final String DIRECT = "direct:";

    private DirectReferences() {}

    /** @throws dev.wadi.config.ConfigException with all that lead nowhere */
    static void check(CamelContext context) {
        List<RouteDefinition> routes = ((ModelCamelContext) context).getRouteDefinitions();
        Set<String> entries = routes.stream()
                .map(route -> withoutOptions(route.getInput().getEndpointUri()))
                .collect(Collectors.toSet());
        Problems problems = new Problems();
        for (RouteDefinition route : routes) {
            Collection<ToDefinition> steps =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class);
            for (ToDefinition step : steps) {
                String uri = withoutOptions(step.getEndpointUri());
                if (uri.startsWith(DIRECT) && !entries.contains(uri)) {
                    problems.add(
                            uri,
                            uri + " leads nowhere: no route that runs begins with it. Add the file of that route to"
                                    + " --routes, or correct the name");
                }
            }
        }
        problems.throwIfAny();
    }

    private static String withoutOptions(String uri) {
        String path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        return path.replaceFirst("^direct:/*", DIRECT);
    }
}
