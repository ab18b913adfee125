package dev.wadi.connection;

import dev.wadi.connection.transport.Redirect;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt goes to: first the connection's target, then wherever it is redirected.
 *
 * @param target host and port
 * @param uri path and query; null for those of the request
 * @param own whether that is still the origin that credentials and the like are meant for; one that was left stays left
 */
record Hop(ServiceAddress target, @Nullable String uri, boolean own) {

    /** The first one. */
    static Hop first(ServiceAddress target) {
        return new Hop(target, null, true);
    }

    /** The next one. */
    Hop redirected(Redirect redirect) {
        URI url = redirect.url();
        String host = url.getHost().replace("[", "").replace("]", "");
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
        return new Hop(
                new ServiceAddress(host, Redirect.port(url), url.getScheme().equalsIgnoreCase("https")),
                path + query,
                own && redirect.sameOrigin());
    }

    /** The absolute address of a path of it. */
    URI url(String path) {
        return URI.create((target.tls() ? "https://" : "http://") + target.hostOfUrl() + ':' + target.port() + path);
    }
}
