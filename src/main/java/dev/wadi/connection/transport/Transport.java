package dev.wadi.connection.transport;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a connection gets to its host.
 *
 * @param allowPrivate whether it may reach this machine and private networks
 * @param maxConnections calls under way at the same time, each over a connection of its own
 * @param maxWaiting calls that wait for their turn; the next one fails
 * @param maxResponseBytes the longest body that is taken, as it comes in and as it is once decompressed
 * @param maxRedirects redirects that a call follows; 0 for none
 * @param tls how https proves who is who
 * @param proxy what stands between; null for nothing
 */
public record Transport(
        boolean allowPrivate,
        int maxConnections,
        int maxWaiting,
        int maxResponseBytes,
        int maxRedirects,
        Tls tls,
        @Nullable Proxy proxy) {

    /**
     * The defaults: as many connections as a consumer has records under way, so that a slow host is not slower for a
     * queue; answers up to 16 MiB; no redirects.
     */
    public static final Transport DEFAULT = new Transport(false, 256, 10_000, 16 * 1024 * 1024, 0, Tls.DEFAULT, null);

    /** The same with private addresses allowed or not. */
    public Transport withAllowPrivate(boolean allowed) {
        return new Transport(allowed, maxConnections, maxWaiting, maxResponseBytes, maxRedirects, tls, proxy);
    }

    /** The same with other limits of connections. */
    public Transport withConnections(int max, int waiting) {
        return new Transport(allowPrivate, max, waiting, maxResponseBytes, maxRedirects, tls, proxy);
    }

    /** The same with other limits of answers. */
    public Transport withAnswers(int maxBytes, int redirects) {
        return new Transport(allowPrivate, maxConnections, maxWaiting, maxBytes, redirects, tls, proxy);
    }

    /** The same with other certificates. */
    public Transport withTls(Tls other) {
        return new Transport(allowPrivate, maxConnections, maxWaiting, maxResponseBytes, maxRedirects, other, proxy);
    }

    /** The same through a proxy, or past it. */
    public Transport withProxy(@Nullable Proxy other) {
        return new Transport(allowPrivate, maxConnections, maxWaiting, maxResponseBytes, maxRedirects, tls, other);
    }

    /** Opens a client, which the caller closes. */
    public HttpClient open(Vertx vertx, Duration connectTimeout) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE))
                .setForceSni(true);
        tls.applyTo(options);
        if (proxy != null) {
            options.setProxyOptions(proxy.options());
        }
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(maxConnections);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(opened -> opened.exceptionHandler(broken -> {})) // else each is logged; calls tell
                .build();
    }
}
