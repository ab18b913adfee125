package dev.wadi.launcher;

import dev.wadi.action.SavedActions;
import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.dlq.rehearsal.Rehearsal;
import dev.wadi.dlq.rehearsal.ToldEffects;
import dev.wadi.dlq.rehearsal.Transcript;
import dev.wadi.dlq.rehearsal.component.RehearsedRoutes;
import dev.wadi.dlq.rehearsal.component.ToldEndpoints;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Builds a project as {@link Pipeline} does, but so that nothing is consumed and nothing has effects. */
final class RehearsalStart {

    private final Path home;
    private final Settings settings;
    private final Variables variables;
    private final Wiring.Owner owner;
    private final Transcript transcript = new Transcript();

    RehearsalStart(Path home, Settings settings, Variables variables, Wiring.Owner owner) {
        this.home = home;
        this.settings = settings;
        this.variables = variables;
        this.owner = owner;
    }

    /**
     * Builds it.
     *
     * @throws ConfigException with what is wrong in the project's files
     */
    Rehearsal rehearsal(KafkaSettings kafka) {
        ProjectRoutes routes = ProjectRoutes.find(home, List.of(), variables);
        RoutePlaces places = routes.places();
        Wiring.Files files = Wiring.read(home, settings, variables, owner);
        RouteReferences.check(places, files.connections(), files.stages());
        KafkaSettings untouched =
                new KafkaSettings(kafka.bootstrapServers(), kafka.clientProperties(), false); // creates no topics
        Effects effects = told(files, untouched);
        Wiring wiring = new Wiring(files, untouched, effects, Observers.none(), owner);
        try {
            CamelContext context = start(Pipeline.configure(home, routes), wiring);
            return new RehearsedRoutes(
                    context, new SavedActions(effects.publisher(), effects.webhooks(), effects.custom()), transcript);
        } catch (Exception e) {
            ConfigException explained = new StartTrouble(places).explain(e);
            throw explained == null ? new IllegalStateException("the routes could not be built", e) : explained;
        }
    }

    private Effects told(Wiring.Files files, KafkaSettings kafka) {
        ToldEffects told = new ToldEffects(transcript);
        ScheduledExecutorService scheduler = Effects.scheduler(owner);
        return new Effects(
                owner.own(Topics.connect(kafka)),
                told,
                new PersistentPublisher(told, scheduler),
                told,
                told,
                told.connections(files.connections()),
                told.webhooks(files.connections(), files.connections()::adHoc, scheduler),
                told.custom(),
                false);
    }

    private CamelContext start(Main camel, Wiring wiring) throws Exception {
        camel.configure().withAutoStartup(false).withJmxEnabled(false);
        Map.of("camel.server.enabled", "false", "camel.management.enabled", "false")
                .forEach(camel::addOverrideProperty); // whatever the project says: its own ports are taken
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                CamelContext context = configured.getCamelContext();
                context.getCamelContextExtension().registerEndpointCallback(new ToldEndpoints(transcript));
                wiring.bind(context);
            }
        });
        owner.own(camel::stop);
        camel.start();
        CamelContext context = camel.getCamelContext();
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint() instanceof DirectEndpoint) { // called by other routes
                context.getRouteController().startRoute(route.getId());
            }
        }
        return context;
    }
}
