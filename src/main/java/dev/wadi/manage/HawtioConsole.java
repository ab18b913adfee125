package dev.wadi.manage;

import dev.wadi.json.Json;
import dev.wadi.manage.ConsoleFiles.ConsoleFile;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hawtio's pages, the few questions that they ask of their server, and the Jolokia agent behind the sign-in. */
final class HawtioConsole {

    static final String PATH = "/hawtio";

    private static final int MAX_REQUEST_BYTES = 1024 * 1024;
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
            + " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
            + " frame-ancestors 'none'";

    private final SignIn signIn;
    private final JolokiaAgent agent;
    private final ConsoleFiles files = new ConsoleFiles();

    HawtioConsole(SignIn signIn, JolokiaAgent agent) {
        this.signIn = signIn;
        this.agent = agent;
    }

    void mount(Vertx vertx, Router router) {
        router.get(PATH).handler(HawtioConsole::redirectToRoot);
        router.route(PATH + "/*").handler(HawtioConsole::secure);
        signIn.mount(vertx, router, PATH);
        mountQuestions(router);
        router.route(PATH + "/jolokia*").handler(signIn::guard);
        router.get(PATH + "/jolokia*").blockingHandler(this::version, false);
        router.post(PATH + "/jolokia*")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_REQUEST_BYTES))
                .blockingHandler(this::jolokia, false);
        router.get(PATH + "/*").blockingHandler(this::file, false);
    }

    private void mountQuestions(Router router) {
        router.get(PATH + "/user").handler(this::user);
        router.get(PATH + "/auth/config/login").handler(call -> json(call, List.of()));
        router.get(PATH + "/auth/config/session-timeout").handler(HawtioConsole::sessionTimeout);
        router.get(PATH + "/plugin").handler(call -> json(call, List.of()));
        router.get(PATH + "/presetconnections").handler(call -> json(call, List.of()));
        router.get(PATH + "/proxy/enabled").handler(call -> json(call, false));
        router.get(PATH + "/keycloak/enabled").handler(call -> json(call, false));
        router.get(PATH + "/hawtconfig.json").handler(HawtioConsole::appearance);
    }

    private static void redirectToRoot(RoutingContext call) {
        if (call.request().path().equals(PATH)) {
            call.redirect(PATH + "/");
        } else {
            call.next();
        }
    }

    private static void secure(RoutingContext call) {
        call.response()
                .putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        call.next();
    }

    private void user(RoutingContext call) {
        signIn.user(call).ifPresentOrElse(user -> json(call, user), () -> call.response()
                .setStatusCode(HttpURLConnection.HTTP_FORBIDDEN)
                .end());
    }

    private static void sessionTimeout(RoutingContext call) {
        long seconds = SignIn.SESSION_TIMEOUT.toSeconds();
        json(call, Map.of("timeout", seconds, "sessionTimeout", seconds));
    }

    private static void appearance(RoutingContext call) {
        json(
                call,
                Map.of(
                        "branding",
                        Map.of(
                                "appName", "Wadi",
                                "showAppName", true,
                                "appLogoUrl", "img/hawtio-logo.svg",
                                "appLogoDarkModeUrl", "img/hawtio-logo-darkmode.svg"),
                        "about",
                        Map.of("title", "Wadi", "productInfo", List.of()),
                        "disabledRoutes",
                        List.of("/connect", "/diagnostics", "/logs", "/quartz", "/runtime", "/springboot")));
    }

    private void version(RoutingContext call) {
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(agent.version());
    }

    private void jolokia(RoutingContext call) {
        @Nullable Buffer body = call.body().buffer();
        String answer = agent.answer(
                call.request().uri(), parameters(call.queryParams()), body == null ? new byte[0] : body.getBytes());
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer);
    }

    private static Map<String, String[]> parameters(MultiMap query) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        for (String name : query.names()) {
            parameters.put(name, query.getAll(name).toArray(String[]::new));
        }
        return parameters;
    }

    private void file(RoutingContext call) {
        String path = call.normalizedPath().substring(PATH.length());
        boolean page = path.lastIndexOf('.') < path.lastIndexOf('/') || path.equals("/");
        Optional<ConsoleFile> found = files.find(page ? "/index.html" : path);
        if (found.isEmpty()) {
            call.response().setStatusCode(HttpURLConnection.HTTP_NOT_FOUND).end();
            return;
        }
        HttpServerResponse response =
                call.response().putHeader(HttpHeaders.CONTENT_TYPE, found.get().type());
        if (path.startsWith("/static/")) { // the names there carry a hash of the content
            response.putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        }
        response.end(Buffer.buffer(found.get().bytes()));
    }

    private static void json(RoutingContext call, @Nullable Object value) {
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(Json.text(value));
    }
}
