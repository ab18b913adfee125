package dev.wadi.worker;

import java.util.List;

/** Writes the route that a worker stands for, with comments that explain it. */
public final class WorkerRoute {

    private final Worker worker;
    private final RouteText.Writer beans;
    private final HandlerSteps handlers;

    private WorkerRoute(Worker worker) {
        this.worker = worker;
        this.beans = new RouteText.Writer(worker.place()).within("    ", worker.place());
        this.handlers = new HandlerSteps(worker.name(), beans);
    }

    /** The route's text, which is that of a route file. */
    public static RouteText of(Worker worker) {
        return new WorkerRoute(worker).text();
    }

    private RouteText text() {
        RouteText.Writer route = new RouteText.Writer(worker.place());
        RouteText.Writer all = route.at(worker.place());
        route.line("- route:")
                .line("    id: " + worker.routeId())
                .line("    description: " + FlowText.text(description()))
                .line("    routeConfigurationId: pipeline # routes/error-handling.camel.yaml says where failures go");
        addSource(route);
        route.line("      steps:").add(steps(route));
        all.line("# The worker '" + worker.name() + "' of " + worker.place() + ", as the route that runs.")
                .line("# To take it over: save this as routes/workers/" + worker.name()
                        + ".camel.yaml, and remove the worker.");
        if (!beans.isEmpty()) {
            all.line("- beans:").add(beans);
        }
        all.add(route);
        return new RouteText(worker, all.lines());
    }

    private String description() {
        return worker.description().isEmpty()
                ? "Sends " + worker.source().topic() + " to "
                        + worker.destination().connection()
                : worker.description();
    }

    private void addSource(RouteText.Writer route) {
        Worker.Source source = worker.source();
        EndpointText endpoint = EndpointText.of("kafka-ordered:" + source.topic(), source.options());
        RouteText.Writer from =
                route.within("    ", source.place()).line("from:").line("  uri: " + FlowText.uri(endpoint.uri()));
        endpoint.writeParametersTo(from, "  ");
        route.add(from);
    }

    private RouteText.Writer steps(RouteText.Writer route) {
        RouteText.Writer steps = route.within("        ", worker.place());
        List<Handler> all = worker.handlers();
        for (int i = 0; i < all.size(); i++) {
            steps = handlers.add(all.get(i), all.subList(i + 1, all.size()), steps);
        }
        addDelivery(steps);
        return handlers.closed(steps);
    }

    private void addDelivery(RouteText.Writer steps) {
        worker.successTopic().ifPresent(topic -> steps.line("# What is sent is kept for the success message.")
                .line("- setProperty: { name: enriched_data, simple: \"${body}\" }"));
        Worker.Destination destination = worker.destination();
        RouteText.Writer call = steps.at(destination.place());
        EndpointText.of("connection:" + destination.connection() + destination.path(), destination.options())
                .writeTo(call);
        steps.add(call);
        worker.successTopic().ifPresent(topic -> steps.line(
                        "# {enriched_data, response, status_code, worker_name}, keyed as the record that came in.")
                .line("- process: { ref: workerSuccess }")
                .line("# Until Kafka has it: else the call would be made again for want of its message.")
                .line("- to: publish:" + topic + "?untilWritten=true"));
    }
}
