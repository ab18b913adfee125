package dev.wadi.manage;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a foreign web page asks for through its reader's browser.
 *
 * <p>Two ways are closed: a name of the page's own that it points at this machine (DNS rebinding), by the Host header
 * where only loopback can be meant; and requests across origins, by the headers in which browsers tell them. Another
 * port of this machine is another origin.
 */
final class SameOrigin implements Handler<RoutingContext> {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final ManagementSettings settings;
    private final boolean loopback;

    SameOrigin(ManagementSettings settings) {
        this.settings = settings;
        this.loopback = settings.loopback();
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!hostAllowed(request.authority())) {
            refuse(call, "This host name is not served here. Possible are localhost and 127.0.0.1");
        } else if (!siteAllowed(request) || !originAllowed(request)) {
            refuse(call, "Requests from other origins are not served here");
        } else {
            call.next();
        }
    }

    private boolean hostAllowed(@Nullable HostAndPort authority) {
        if (authority == null) {
            return false;
        }
        String name = authority.host().toLowerCase(Locale.ROOT);
        return !loopback || LOOPBACK_NAMES.contains(name) || name.equalsIgnoreCase(settings.host());
    }

    private static boolean siteAllowed(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean followsLink =
                HttpMethod.GET.equals(request.method()) && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
        return site == null || OWN_SITES.contains(site) || followsLink;
    }

    private static boolean originAllowed(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext call, String reason) {
        call.response()
                .setStatusCode(HttpURLConnection.HTTP_FORBIDDEN)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(reason + "\n");
    }
}
