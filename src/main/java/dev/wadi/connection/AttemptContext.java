package dev.wadi.connection;

import dev.wadi.connection.auth.Signer;
import dev.wadi.connection.egress.EgressGate;
import dev.wadi.connection.limit.AdaptiveLimit;
import dev.wadi.connection.limit.Permits;
import dev.wadi.connection.transport.Proxy;
import dev.wadi.connection.transport.Redirect;
import dev.wadi.connection.transport.Transport;
import io.vertx.core.http.HttpClient;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts of a connection share.
 *
 * @param runtime what all connections share
 * @param transport limits of answers, and the proxy
 * @param judgement what an answer means
 * @param client sends
 * @param gate says where it may send to
 * @param requests puts requests together
 * @param turns how many attempts may be under way
 * @param limit finds that number; null where it is fixed
 */
record AttemptContext(
        HttpRuntime runtime,
        Transport transport,
        Judgement judgement,
        HttpClient client,
        EgressGate gate,
        HttpRequests requests,
        Permits turns,
        @Nullable AdaptiveLimit limit) {

    /**
     * Of a connection whose client is open.
     *
     * @param redaction hides its credentials in a text
     */
    static AttemptContext of(
            ConnectionConfig config, HttpRuntime runtime, HttpClient client, UnaryOperator<String> redaction) {
        Transport transport = config.transport();
        AdaptiveLimit limit = Optional.ofNullable(config.calls().concurrency())
                .map(range -> new AdaptiveLimit(range.upTo(transport.maxConnections()), transport.maxWaiting()))
                .orElse(null);
        return new AttemptContext(
                runtime,
                transport,
                new Judgement(config.calls().statuses(), runtime.clock(), redaction),
                client,
                new EgressGate(runtime.resolver(), runtime.blocking(), transport.allowPrivate()),
                new HttpRequests(
                        config,
                        config.identity()
                                .signing()
                                .map(signing -> new Signer(signing, runtime.clock()))
                                .orElse(null)),
                limit == null ? new Permits(transport.maxConnections(), transport.maxWaiting()) : limit.permits(),
                limit);
    }

    /** Whether an answer is a redirect that may be followed, unless it leads astray. */
    boolean isRedirect(ConnectionResponse response) {
        return transport.maxRedirects() > 0
                && Redirect.isAsked(response.status())
                && !judgement.statuses().isTaken(response.status())
                && response.headers().containsKey("location");
    }

    /** Whether the proxy would find the host's address though it should not: of plain http, it is told the name. */
    boolean isFoundByProxy(ServiceAddress target) {
        Proxy proxy = transport.proxy();
        return proxy != null && proxy.type() == Proxy.Type.HTTP && !proxy.resolves() && !target.tls();
    }

    /** Whether the proxy finds the host's address. A literal address needs no finding, and always passes the gate. */
    boolean isResolvedByProxy(ServiceAddress target) {
        return transport.proxy() != null && transport.proxy().resolves() && !target.isLiteral();
    }
}
