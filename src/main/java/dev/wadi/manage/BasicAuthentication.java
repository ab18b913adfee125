package dev.wadi.manage;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Lets only the operator pass, by HTTP basic authentication: for scrapers and probes, which keep no session. */
final class BasicAuthentication implements Handler<RoutingContext> {

    private static final String SCHEME = "Basic ";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Operator operator;
    private final LoginAttempts attempts;

    BasicAuthentication(Operator operator, LoginAttempts attempts) {
        this.operator = operator;
        this.attempts = attempts;
    }

    @Override
    public void handle(RoutingContext call) {
        String address = call.request().remoteAddress().hostAddress();
        String authorization = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (attempts.mustWait(address)) {
            call.response().setStatusCode(TOO_MANY_REQUESTS).end();
        } else if (allowed(authorization)) {
            call.next();
        } else {
            if (authorization != null) {
                attempts.failed(address);
            }
            call.response()
                    .setStatusCode(HttpURLConnection.HTTP_UNAUTHORIZED)
                    .putHeader("WWW-Authenticate", "Basic realm=\"wadi\", charset=\"UTF-8\"")
                    .end();
        }
    }

    private boolean allowed(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && operator.matches(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
