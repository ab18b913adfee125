package dev.wadi.plugin.shipped.jwt;

import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Refuses requests to Wadi that bring no valid JSON Web Token. */
public final class JwtAuthenticationPlugin implements MiddlewarePlugin {

    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Clock clock;
    private Optional<TokenCheck> tokens = Optional.empty();
    private ProtectedPaths paths = new ProtectedPaths(List.of("/**"), List.of());
    private boolean required = true;
    private @Nullable PluginEnvironment environment;

    public JwtAuthenticationPlugin() {
        this(Clock.systemUTC());
    }

    JwtAuthenticationPlugin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "jwt_authentication";
    }

    @Override
    public String description() {
        return "Refuses requests to Wadi that bring no valid JSON Web Token";
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown(
                "jwt_secret",
                "jwt_algorithm",
                "public_key_file",
                "token_expiry",
                "leeway",
                "issuer",
                "audience",
                "require_auth",
                "required_claims",
                "protect",
                "public_paths");
        tokens = new TokenRulesReader(config).read().map(rules -> new TokenCheck(rules, clock));
        required = config.bool("require_auth").orElse(true);
        paths = new ProtectedPaths(
                patterns(config, "protect", List.of("/**")), patterns(config, "public_paths", List.of()));
    }

    private static List<String> patterns(PluginConfig config, String key, List<String> otherwise) {
        @Nullable Object value = config.value(key);
        if (value == null) {
            return otherwise;
        }
        List<String> patterns = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> patterns.add(String.valueOf(item)));
        }
        if (patterns.isEmpty() || patterns.stream().anyMatch(pattern -> !pattern.startsWith("/"))) {
            config.problem(key, key + " must be a list of paths such as /api/**, but was '" + value + "'");
        }
        return patterns;
    }

    @Override
    public void onLoad(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
    }

    @Override
    public Set<HttpRequest.Side> sides() {
        return Set.of(HttpRequest.Side.INBOUND);
    }

    @Override
    public int middlewarePriority() {
        return 5;
    }

    @Override
    public boolean refusesWhenFailing() {
        return true;
    }

    @Override
    public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
        if (!paths.needToken(request.path())) {
            return next.proceed(request);
        }
        String header = request.header("Authorization").orElse("").strip();
        if (header.isEmpty() && !required) {
            return next.proceed(request);
        }
        return switch (verdict(header)) {
            case Verdict.Accepted accepted -> next.proceed(request);
            case Verdict.Refused refused -> refuse(request, UNAUTHORIZED, refused.reason(), "invalid_token");
            case Verdict.Forbidden forbidden ->
                refuse(request, FORBIDDEN, "the token lacks a value of " + forbidden.claim(), "insufficient_scope");
        };
    }

    private Verdict verdict(String header) {
        if (header.isEmpty()) {
            return new Verdict.Refused("a token is needed");
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return new Verdict.Refused("the Authorization header is no 'Bearer' one");
        }
        return tokens.orElseThrow(() -> new IllegalStateException("jwt_authentication has no key"))
                .check(header.substring(SCHEME.length()).strip());
    }

    private CompletionStage<HttpAnswer> refuse(HttpRequest request, int status, String reason, String error) {
        tell(request, status, reason);
        String challenge =
                "Bearer realm=\"wadi\"" + (reason.equals("a token is needed") ? "" : ", error=\"" + error + '"');
        return CompletableFuture.completedFuture(HttpAnswer.text(status, reason).withHeader(CHALLENGE, challenge));
    }

    private void tell(HttpRequest request, int status, String reason) {
        PluginEnvironment known = environment;
        if (known != null) {
            String path = request.path();
            int query = path.indexOf('?');
            known.events()
                    .publish(
                            "auth.failed",
                            Map.of(
                                    "method",
                                    request.method(),
                                    "path",
                                    query < 0 ? path : path.substring(0, query),
                                    "status",
                                    status,
                                    "reason",
                                    reason));
        }
    }
}
