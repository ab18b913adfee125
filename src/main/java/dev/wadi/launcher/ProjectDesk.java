package dev.wadi.launcher;

import dev.wadi.action.CustomActions;
import dev.wadi.action.SavedActions;
import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.dlq.rehearsal.Rehearsal;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.launcher.dlq.Desk;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.runtime.ActionPlugins;
import dev.wadi.plugin.runtime.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A project's folder, for the commands about dead letters. */
final class ProjectDesk implements Desk {

    private final Path home;
    private final Variables.Lookup environment;

    /** The project in the current folder. */
    static ProjectDesk here() {
        return new ProjectDesk(Path.of("").toAbsolutePath(), System::getenv);
    }

    ProjectDesk(Path home, Variables.Lookup environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public KafkaSettings kafka(@Nullable String servers) {
        Settings settings = settings();
        String address = servers == null
                ? KafkaAddress.ofEnvironment().orElse("127.0.0.1:" + settings.brokerPort())
                : KafkaAddress.checked("--kafka", servers);
        return new KafkaSettings(address, settings.kafkaClient(), settings.createTopics());
    }

    private Settings settings() {
        return Settings.read(home, environment);
    }

    /** Without routes, or with broken ones, there are none: dead letters can be looked at all the same. */
    @Override
    public Set<String> letterTopics() {
        try {
            return ProjectRoutes.find(home, List.of(), new Variables(environment))
                    .places()
                    .letterTopics();
        } catch (ConfigException broken) {
            return Set.of();
        }
    }

    @Override
    public SavedActions actions(EventPublisher publisher, Owner owner) {
        Wiring.Files files = Wiring.read(home, settings(), new Variables(environment), owner::own);
        CustomActions custom = new CustomActions();
        Surroundings surroundings = new Surroundings(
                files.connections(),
                custom,
                new EventHub(Runnable::run, files.meters().registry(), Clock.systemUTC()),
                new ExtensionHub(Runnable::run, files.meters().registry()));
        owner.own(new ActionPlugins(files.plugins(), surroundings));
        return new SavedActions(
                publisher, Effects.webhooks(files.connections(), Effects.scheduler(owner::own)), custom);
    }

    @Override
    public Rehearsal rehearsal(KafkaSettings kafka, Owner owner) {
        return new RehearsalStart(home, settings(), new Variables(environment), owner::own).rehearsal(kafka);
    }
}
