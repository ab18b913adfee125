package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.demo.DemoWorld;
import dev.wadi.demo.EventFeed;
import dev.wadi.demo.EventGenerator;
import dev.wadi.demo.GeneratedEvent;
import dev.wadi.demo.score.Arrivals;
import dev.wadi.demo.score.Scoreboard;
import dev.wadi.demo.score.Summary;
import dev.wadi.demo.score.TopicWatch;
import dev.wadi.kafka.broker.EmbeddedBroker;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.plugin.code.PluginCode;
import dev.wadi.plugin.runtime.PluginChanges;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running demo: broker, demo world and pipeline in this process, and the score. */
final class Demo implements AutoCloseable {

    private static final String CLAIMX_TOKEN =
            Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8));
    private static final String PHOTO_TOKEN = "demo-token";

    private static final int BROKER_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final int WORLD_PORT = 8070;
    private static final int MAX_OPEN = 1_000; // events on their way at once
    /** Nobody waits for minutes here. */
    private static final RetrySchedule RETRIES = RetrySchedule.of("2s,5s", 2);

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
    private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Scoreboard score = new Scoreboard();
    private final Arrivals arrivals = new Arrivals(score);
    private final AtomicReference<@Nullable Throwable> feedFailure = new AtomicReference<>();
    private final EventGenerator generator;
    private final EmbeddedBroker broker;
    private final DemoWorld world;
    private final Pipeline pipeline;
    private final EventFeed feed;
    private final String user;

    /**
     * How many events are made.
     *
     * @param events at most so many
     * @param limit for at most so long; null without a limit
     */
    record Feed(int events, @Nullable Duration limit) {}

    /**
     * How far the demo is.
     *
     * @param elapsed since the first event was made
     * @param summary the score as of now
     */
    record Progress(Duration elapsed, Summary summary) {}

    static Demo start(Path home, Path work, long seed, Consumer<PluginChanges> plugins) throws Exception {
        return new Demo(home, work, seed, plugins);
    }

    private Demo(Path home, Path work, long seed, Consumer<PluginChanges> plugins) throws Exception {
        generator = new EventGenerator(seed, Clock.systemUTC());
        boolean started = false;
        try {
            int port = Ports.preferably(BROKER_PORT);
            String kafka = "127.0.0.1:" + port;
            CompletableFuture<DemoWorld> opening = CompletableFuture.supplyAsync(() -> openWorld(home, kafka));
            broker = own(EmbeddedBroker.start(work.resolve("broker"), port, Ports.preferably(CONTROLLER_PORT)));
            world = own(await(opening));
            world.receipts().watch(arrivals::received);
            Settings settings = Settings.read(home, System::getenv);
            Settings free = settings.with(null, Ports.preferably(settings.managementPort()))
                    .with(RETRIES);
            user = free.managementUser();
            Variables variables = variables(world.baseUri());
            pipeline = own(Pipeline.start(new Pipeline.Plan(
                    home,
                    free,
                    variables,
                    ProjectRoutes.find(home, List.of(), variables),
                    Optional.of(kafka),
                    new Observers(arrivals, arrivals, plugins))));
            own(TopicWatch.start(new KafkaSettings(kafka, Map.of(), true), Arrivals.topics(), arrivals::read));
            feed = world.feed();
            warmCompilerUp();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** People drop a first plugin into a demo, to see what happens: it shall not take seconds. */
    private static void warmCompilerUp() {
        Thread thread = new Thread(PluginCode::warmUp, "wadi-compiler");
        thread.setDaemon(true);
        thread.start();
    }

    private static DemoWorld openWorld(Path home, String kafka) {
        try {
            return new DemoWorld(
                            home.resolve("routes/demo"),
                            Ports.preferably(WORLD_PORT),
                            new DemoWorld.Credentials(
                                    new Secret("Basic " + CLAIMX_TOKEN), new Secret("Bearer " + PHOTO_TOKEN)),
                            kafka,
                            Clock.systemUTC())
                    .start();
        } catch (ConfigException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static <T> T await(CompletableFuture<T> opening) throws Exception {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The variables of the shipped connections, pointing to the demo world; all others come from the environment. */
    private static Variables variables(URI world) {
        Map<String, String> demo = Map.of(
                "CLAIMX_API_URL",
                world.toString(),
                "CLAIMX_API_TOKEN",
                CLAIMX_TOKEN,
                "EXTERNAL_API_URL",
                world + "/photo-api",
                "EXTERNAL_API_TOKEN",
                PHOTO_TOKEN,
                "INTERNAL_SERVICE_URL",
                world + "/internal",
                "WEBHOOK_URL",
                world.toString(),
                "WADI_ALLOW_PRIVATE",
                "true");
        return new Variables(name -> demo.getOrDefault(name, System.getenv(name)));
    }

    /**
     * Makes events and waits until each has ended.
     *
     * @param feeding how many
     * @param listener hears how far it is, about every second
     * @return the score; what stopped moving before it ended is lost
     */
    Summary play(Feed feeding, Consumer<Progress> listener) throws InterruptedException {
        long start = System.nanoTime();
        long end = feeding.limit() == null ? Long.MAX_VALUE : feeding.limit().toNanos();
        long reported = 0;
        int before = score.summary().received();
        int made = 0;
        Stall stall = new Stall();
        while (true) {
            long elapsed = System.nanoTime() - start;
            boolean feedingOn = made < feeding.events() && elapsed < end;
            if (feedingOn) {
                made += feedSome(Math.min(feeding.events() - made, MAX_OPEN - score.open()));
            }
            requireFed();
            if (!feedingOn && score.summary().received() == before + made && score.open() == 0 && isIdle()) {
                return score.summary().atTheEnd();
            }
            if (stall.lasts(score.changes())) {
                return score.summary().atTheEnd();
            }
            if (elapsed - reported > REPORT_EVERY.toNanos()) {
                reported = elapsed;
                listener.accept(new Progress(Duration.ofNanos(elapsed), score.summary()));
            }
            TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
        }
    }

    /** Notices when nothing has moved for too long. */
    private static final class Stall {
        private long changes = -1;
        private long since = System.nanoTime();

        boolean lasts(long now) {
            if (now != changes) {
                changes = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > STALLED_AFTER.toNanos();
        }
    }

    private int feedSome(int count) {
        for (int i = 0; i < count; i++) {
            GeneratedEvent event = generator.next();
            String eventId = Arrivals.eventId(event.value());
            if (!eventId.isEmpty()) {
                score.announce(eventId);
            }
            var unused = feed.send(event).whenComplete((place, thrown) -> {
                if (thrown == null) {
                    score.written(eventId, place);
                } else {
                    feedFailure.set(thrown);
                }
            });
        }
        return Math.max(0, count);
    }

    private void requireFed() {
        Throwable thrown = feedFailure.get();
        if (thrown != null) {
            throw new IllegalStateException("an event could not be written to Kafka", thrown);
        }
    }

    URI world() {
        return world.baseUri();
    }

    String kafka() {
        return broker.bootstrapServers();
    }

    URI console() {
        return pipeline.console();
    }

    String user() {
        return user;
    }

    String password() {
        return pipeline.password().value();
    }

    List<ConsumerStatistics.Snapshot> consumers() {
        return pipeline.consumers();
    }

    /** Whether no consumer has a record under way: it may still hold one whose effects have all arrived. */
    boolean isIdle() {
        return consumers().stream().allMatch(consumer -> consumer.inFlight() == 0);
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        Pipeline.closeAll(parts);
    }
}
