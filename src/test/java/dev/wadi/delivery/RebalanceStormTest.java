package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.Conservation;
import dev.wadi.fake.Flow;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.Soak;
import dev.wadi.fake.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Members of one group that come and go while records flow. Whoever goes does so properly: it ends what it has begun
 * and commits the frontier.
 */
@Tag(Soak.TAG)
class RebalanceStormTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST = 3;

    private final TestKafka kafka = TestKafka.get();
    private final AtomicLong through = new AtomicLong();
    private final List<RunningRoutes> members = new ArrayList<>();
    private long ended;

    /** Ends each exchange on another thread, so that records are always under way when a partition goes. */
    private final class Elsewhere extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Thread.ofVirtual().start(() -> {
                through.incrementAndGet();
                callback.done(false);
            });
            return false;
        }
    }

    @AfterEach
    void close() {
        members.forEach(RunningRoutes::close);
    }

    private void join(String in, String out, String order) throws Exception {
        members.add(RunningRoutes.on(kafka).bind("elsewhere", new Elsewhere()).start("""
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { format: TEXT, sessionTimeout: 30s, maxInFlight: 32, shards: 2, order: %3$s }
                      steps:
                        - process: { ref: elsewhere }
                        - to: publish:%2$s
                """.formatted(in, out, order)));
    }

    private void leave(int which) {
        RunningRoutes leaving = members.remove(which);
        leaving.close();
        Conservation account = leaving.accounts().getFirst();
        ended += account.endedTotal();
        assertThat(account.inFlight()).as("what a member leaves undone").isZero();
    }

    /** What has ended behind a record that has not begun would come again: so a member that goes fills such gaps. */
    @Test
    void nothing_is_lost_doubled_or_out_of_order_however_often_members_come_and_go() throws Exception {
        Storm storm = storm("KEY");
        assertThat(kafka.size(storm.out())).as("what arrived, doubles included").isEqualTo(storm.sent());
    }

    @Test
    void nothing_comes_twice_where_the_partition_is_the_order() throws Exception {
        Storm storm = storm("PARTITION");
        assertThat(kafka.size(storm.out())).as("what arrived, doubles included").isEqualTo(storm.sent());
        assertThat(ended).isEqualTo(storm.sent());
    }

    /**
     * A storm that is over.
     *
     * @param out where everything arrived
     * @param sent how many records were sent
     */
    private record Storm(String out, int sent) {}

    private Storm storm(String order) throws Exception {
        String in = kafka.newTopic("storm");
        String out = kafka.newTopic("storm-out");
        Soak soak = Soak.of("rebalance storm in the order of " + order, 6);
        try (Flow flow = Flow.into(kafka, in, 60)) {
            join(in, out, order);
            while (soak.next()) {
                awaitFurther(50 + soak.random().nextInt(200));
                comeOrGo(in, out, order, soak.random());
            }
            awaitFurther(100);
            int sent = flow.stop();
            await().atMost(LIMIT).until(() -> kafka.committed(in + "-route", in) == sent);
            while (!members.isEmpty()) {
                leave(0);
            }
            Flow.assertArrived(kafka.read(out), sent);
            System.out.println(sent + " records, " + (kafka.size(out) - sent) + " of them came again");
            return new Storm(out, sent);
        }
    }

    private void comeOrGo(String in, String out, String order, Random random) throws Exception {
        boolean comes = members.size() == 1 || (members.size() < MOST && random.nextBoolean());
        if (comes) {
            join(in, out, order);
        } else {
            leave(random.nextInt(members.size()));
        }
    }

    private void awaitFurther(int count) {
        long before = through.get();
        await().atMost(LIMIT).until(() -> through.get() >= before + count);
    }
}
