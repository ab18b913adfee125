package dev.wadi.connection.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressGateTest {

    private final List<Runnable> tasks = new ArrayList<>();

    /** Forms of 127.0.0.1 that some resolvers take: what they are resolved to is judged, not how they are written. */
    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f.0.0.1", "127.1", "localhost", "localhost.", "::ffff:7f00:1"})
    void however_this_machine_is_written_it_is_refused(String host) {
        EgressGate gate = new EgressGate(HostResolver.ofSystem(), Runnable::run, false);

        assertThat(failure(gate.admit(host)).family())
                .isIn(FailureFamily.PAYLOAD, FailureFamily.TRANSIENT); // or the resolver does not take the form at all
    }

    /** Octal elsewhere, decimal here: what was judged is connected to, so nobody else gets to read it. */
    @Test
    void a_leading_zero_means_nothing() throws UnknownHostException {
        EgressGate gate = new EgressGate(HostResolver.ofSystem(), Runnable::run, false);

        assertThat(gate.admit("0177.0.0.1")).isCompletedWithValue(List.of(InetAddress.getByName("177.0.0.1")));
    }

    @Test
    void one_private_address_among_public_ones_refuses_the_host() {
        EgressGate gate = new EgressGate(addresses("8.8.8.8", "10.0.0.1"), Runnable::run, false);

        assertThat(failure(gate.admit("mixed.example.com")))
                .hasMessage("mixed.example.com leads to 10.0.0.1, which is not a public address. To allow it, set"
                        + " allow_private: true");
    }

    @Test
    void one_metadata_address_refuses_the_host_even_where_private_ones_are_allowed() {
        EgressGate gate = new EgressGate(addresses("10.0.0.1", "169.254.169.254"), Runnable::run, true);

        assertThat(failure(gate.admit("mixed.example.com")))
                .hasMessage("mixed.example.com leads to 169.254.169.254, which is a metadata or link-local address."
                        + " Those are never called");
    }

    @Test
    void many_who_ask_for_a_host_make_one_question() {
        AtomicInteger asked = new AtomicInteger();
        EgressGate gate = new EgressGate(
                host -> {
                    asked.incrementAndGet();
                    return List.of(InetAddress.getByName("8.8.8.8"));
                },
                tasks::add,
                false);

        List<CompletionStage<List<InetAddress>>> answers =
                List.of(gate.admit("api.example.com"), gate.admit("api.example.com"));
        tasks.forEach(Runnable::run);

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(gate.admit("api.example.com")).isCompleted();
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_name_that_could_not_be_resolved_is_asked_for_again() throws UnknownHostException {
        AtomicInteger asked = new AtomicInteger();
        InetAddress address = InetAddress.getByName("8.8.8.8");
        EgressGate gate = new EgressGate(
                host -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(address);
                },
                Runnable::run,
                false);

        assertThat(failure(gate.admit("api.example.com")).family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(gate.admit("api.example.com")).isCompletedWithValue(List.of(address));
    }

    private static HostResolver addresses(String... literals) {
        return host -> {
            List<InetAddress> addresses = new ArrayList<>();
            for (String literal : literals) {
                addresses.add(InetAddress.getByName(literal));
            }
            return addresses;
        };
    }

    private static Failure failure(CompletionStage<List<InetAddress>> answer) {
        return answer.handle((addresses, thrown) -> {
                    for (Throwable t = thrown; t != null; t = t.getCause()) {
                        if (t instanceof Failure failure) {
                            return failure;
                        }
                    }
                    throw new AssertionError("must be refused, but was " + addresses, thrown);
                })
                .toCompletableFuture()
                .join();
    }
}
