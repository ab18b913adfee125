package dev.wadi.manage;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console's sign-in: a form's answer becomes a session, which a cookie that scripts can't read carries. */
final class SignIn {

    static final Duration SESSION_TIMEOUT = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String COOKIE = "wadi.session";
    private static final String USER = "user";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_FORM_BYTES = 4096;

    private final Operator operator;
    private final LoginAttempts attempts;

    SignIn(Operator operator, LoginAttempts attempts) {
        this.operator = operator;
        this.attempts = attempts;
    }

    /** Puts sessions on everything under the path, and the sign-in and sign-out beside them. */
    void mount(Vertx vertx, Router router, String path) {
        router.route(path + "/*")
                .handler(SessionHandler.create(LocalSessionStore.create(vertx, COOKIE))
                        .setSessionCookieName(COOKIE)
                        .setSessionCookiePath(path)
                        .setCookieHttpOnlyFlag(true)
                        .setCookieSameSite(CookieSameSite.STRICT)
                        .setLazySession(true)
                        .setSessionTimeout(SESSION_TIMEOUT.toMillis()));
        router.post(path + "/auth/login")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_FORM_BYTES))
                .handler(this::signIn);
        router.get(path + "/auth/logout").handler(call -> signOut(call, path));
    }

    /** The name of the one who is signed in on this call's session. */
    Optional<String> user(RoutingContext call) {
        if (call.request().getCookie(COOKIE) == null) {
            return Optional.empty();
        }
        @Nullable Session session = call.session();
        if (session == null) {
            return Optional.empty();
        }
        @Nullable String user = session.get(USER);
        if (user == null) { // a cookie that is made up must not leave a session behind
            session.destroy();
        }
        return Optional.ofNullable(user);
    }

    /** Lets only calls of a session that is signed in pass. */
    void guard(RoutingContext call) {
        if (user(call).isPresent()) {
            call.next();
        } else {
            call.response().setStatusCode(HttpURLConnection.HTTP_FORBIDDEN).end();
        }
    }

    private void signIn(RoutingContext call) {
        String address = call.request().remoteAddress().hostAddress();
        if (attempts.mustWait(address)) {
            call.response()
                    .setStatusCode(TOO_MANY_REQUESTS)
                    .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(LoginAttempts.WAIT.toSeconds()))
                    .end();
        } else if (formMatches(call)) {
            attempts.succeeded(address);
            call.session().regenerateId().put(USER, operator.user());
            call.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end("{}");
        } else {
            attempts.failed(address);
            LOG.warn("Sign-in to the console refused for {}: wrong name or password", address);
            call.response().setStatusCode(HttpURLConnection.HTTP_FORBIDDEN).end();
        }
    }

    private boolean formMatches(RoutingContext call) {
        try {
            @Nullable Buffer body = call.body().buffer();
            Map<String, @Nullable Object> form = Json.object(body == null ? null : body.getBytes());
            return form.get("username") instanceof String user
                    && form.get("password") instanceof String password
                    && operator.matches(user, password);
        } catch (Failure notJson) {
            return false;
        }
    }

    private void signOut(RoutingContext call, String path) {
        if (user(call).isPresent()) {
            call.session().destroy();
        }
        call.redirect(path + "/");
    }
}
