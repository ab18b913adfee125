package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wadi run}: runs the project until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs the routes until Ctrl-C or SIGTERM.",
        description = {
            "",
            "Kafka is where KAFKA_BOOTSTRAP_SERVERS says (host:port[,host:port...]), or in this",
            "process with --embedded-broker. On SIGTERM Wadi stops taking in, lets what has begun",
            "finish, commits, and ends with 0.",
            ""
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Run only these route files: paths or globs below routes/, such as claimx/ingest.camel.yaml or"
                            + " 'workers/*'. Each stage can so run in a process of its own.")
    private List<String> routes = new ArrayList<>();

    @Option(names = "--embedded-broker", description = "Run a single-node Kafka broker in this process.")
    private boolean embeddedBroker;

    @Option(names = "--broker-port", paramLabel = "PORT", description = "The embedded broker's port (9092).")
    private @Nullable Integer brokerPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "The port of Hawtio, health and metrics (8090; 0 takes a free one).")
    private @Nullable Integer managementPort;

    @Override
    public Integer call() throws Exception {
        Path home = Path.of("").toAbsolutePath();
        Settings settings = Settings.read(home, System::getenv).with(brokerPort, managementPort);
        Pipeline pipeline = Pipeline.start(new Pipeline.Plan(
                home,
                settings,
                Variables.ofEnvironment(),
                RouteFiles.find(home, routes),
                bootstrapServers(),
                Observers.none()));
        closeOnSignal(pipeline);
        greet(settings, pipeline);
        new CountDownLatch(1).await(); // the shutdown hook ends the process
        return 0;
    }

    /** On the terminal; but a log in JSON is for machines, and no place for a password. */
    private static void greet(Settings settings, Pipeline pipeline) {
        boolean json = LogVariables.of(System.getenv()).isJson();
        boolean configured = settings.managementPassword().isPresent();
        String password = configured
                ? "as configured"
                : (json ? "not shown here" : pipeline.password().value())
                        + " (made up for this run; wadi.management.password sets one)";
        String greeting =
                "Hawtio  " + pipeline.console() + "  user " + settings.managementUser() + ", password " + password;
        if (json) {
            LOG.info(greeting);
        } else {
            System.err.println(greeting);
        }
    }

    private Optional<String> bootstrapServers() {
        if (embeddedBroker) {
            return Optional.empty();
        }
        return Optional.of(KafkaAddress.ofEnvironment()
                .orElseThrow(() -> new ConfigException(
                        KafkaAddress.VARIABLE,
                        "the variable is not set. Set it to where Kafka runs (host:port), or use --embedded-broker")));
    }

    /** Ends with 0 after a clean stop: a process that was asked to stop and did has not failed. */
    private static void closeOnSignal(Pipeline pipeline) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            pipeline.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "wadi-stop"));
    }
}
