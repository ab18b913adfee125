package dev.wadi.connection.auth;

import dev.wadi.config.Secret;
import dev.wadi.config.YamlMapping;
import dev.wadi.connection.auth.Authentication.Scheme;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The fields about credentials of one connection in YAML. What is wrong is reported, and reads as no credentials. */
public final class AuthenticationFields {

    /** The fields' names. */
    public static final List<String> KNOWN = List.of(
            "auth_type",
            "auth_token",
            "auth_token_file",
            "auth_header",
            "oauth2_client_id",
            "oauth2_client_secret",
            "oauth2_client_credential",
            "oauth2_token_url",
            "oauth2_scope",
            "oauth2_audience",
            "oauth2_client_auth");

    private static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private final YamlMapping fields;
    private final Path home;
    private final Consumer<Path> files;

    private enum Type {
        NONE,
        BEARER,
        API_KEY,
        BASIC,
        OAUTH2
    }

    private enum ClientAuth {
        BASIC,
        POST
    }

    /**
     * Reads from a connection's fields.
     *
     * @param home what paths of files are relative to
     * @param files gets each file that a token is read from
     */
    public AuthenticationFields(YamlMapping fields, Path home, Consumer<Path> files) {
        this.fields = fields;
        this.home = home;
        this.files = files;
    }

    /** Reads them. */
    public Authentication read() {
        Type type = fields.choice("auth_type", Type.class).orElse(Type.NONE);
        refuseIdle(type);
        return switch (type) {
            case NONE -> Authentication.none();
            case BEARER -> token(Scheme.BEARER);
            case API_KEY -> token(Scheme.API_KEY);
            case BASIC -> token(Scheme.BASIC);
            case OAUTH2 -> clientCredentials();
        };
    }

    /** Fields that say what nobody asks for: a type was forgotten, or is not the one that was meant. */
    private void refuseIdle(Type type) {
        for (String key : KNOWN) {
            boolean token = key.startsWith("auth_token");
            if (key.startsWith("oauth2_") && type != Type.OAUTH2 && fields.has(key)) {
                fields.problem(key, key + " needs auth_type: oauth2");
            } else if (token && type == Type.NONE && isSet(key)) {
                fields.problem(key, key + " needs an auth_type. Possible: bearer, api_key, basic");
            } else if (token && type == Type.OAUTH2 && fields.has(key)) {
                fields.problem(key, key + " has no use here: auth_type oauth2 fetches its tokens");
            }
        }
    }

    private boolean isSet(String key) {
        return fields.text(key).filter(text -> !text.isBlank()).isPresent();
    }

    private Authentication token(Scheme scheme) {
        String header = header(scheme.header());
        String key = fields.has("auth_token_file") ? "auth_token_file" : "auth_token";
        if (fields.has("auth_token") && fields.has("auth_token_file")) {
            fields.problem("auth_token_file", "auth_token and auth_token_file are both there. Only one is possible");
        }
        Optional<Secret> token = key.equals("auth_token")
                ? fields.secret(key).filter(secret -> !secret.value().isBlank())
                : fields.text(key).filter(path -> !path.isBlank()).flatMap(this::fromFile);
        if (token.isEmpty()) {
            if (key.equals("auth_token") || !isSet(key)) {
                fields.problem(
                        fields.has(key) ? key : "auth_type",
                        "auth_type " + scheme.label() + " needs an auth_token, or an auth_token_file");
            }
            return Authentication.none();
        }
        if (isBroken(token.get().value())) {
            fields.problem(key, key + " holds a line break or another control character");
        }
        return new Authentication.Token(scheme, token.get(), header);
    }

    private Optional<Secret> fromFile(String path) {
        Path file = home.resolve(path);
        files.accept(file);
        TokenFile read = TokenFile.read(file);
        read.problem().ifPresent(problem -> fields.problem("auth_token_file", "auth_token_file " + problem));
        return read.token();
    }

    private String header(String fallback) {
        String header = fields.text("auth_header").orElse(fallback);
        if (!header.matches(HEADER)) {
            fields.problem("auth_header", "auth_header is no header name, but was '" + header + "'");
        }
        return header;
    }

    private Authentication clientCredentials() {
        String secretKey = fields.has("oauth2_client_credential") ? "oauth2_client_credential" : "oauth2_client_secret";
        if (fields.has("oauth2_client_secret") && fields.has("oauth2_client_credential")) {
            fields.problem(secretKey, secretKey + " and oauth2_client_secret are the same. Only one is possible");
        }
        List<String> missing = List.of("oauth2_client_id", secretKey, "oauth2_token_url").stream()
                .filter(key -> !isSet(key))
                .toList();
        if (!missing.isEmpty()) {
            fields.problem("auth_type", "auth_type oauth2 needs " + String.join(", ", missing));
            return Authentication.none();
        }
        boolean inBody =
                fields.choice("oauth2_client_auth", ClientAuth.class).orElse(ClientAuth.BASIC) == ClientAuth.POST;
        String header = header(Authentication.DEFAULT_HEADER);
        return tokenUrl()
                .<Authentication>map(url -> new Authentication.ClientCredentials(
                        fields.requiredText("oauth2_client_id"),
                        new Secret(fields.requiredText(secretKey)),
                        url,
                        fields.text("oauth2_scope").filter(text -> !text.isBlank()),
                        fields.text("oauth2_audience").filter(text -> !text.isBlank()),
                        inBody,
                        header))
                .orElse(Authentication.none());
    }

    /** Its text is not shown: it may hold a password. */
    private Optional<URI> tokenUrl() {
        String text = fields.requiredText("oauth2_token_url");
        if (text.contains("${")) { // reported where it was read
            return Optional.empty();
        }
        Optional<URI> url = parse(text)
                .filter(uri -> uri.getScheme() != null
                        && Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))
                        && uri.getHost() != null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null);
        if (url.isEmpty()) {
            fields.problem(
                    "oauth2_token_url",
                    "oauth2_token_url is no address. Possible: https://login.example.com/oauth2/token, without user and"
                            + " password");
        }
        return url.map(AuthenticationFields::withPlainScheme);
    }

    /** With its scheme as it is compared: by its case nobody is to get at a call without TLS. */
    private static URI withPlainScheme(URI url) {
        String scheme = url.getScheme();
        return URI.create(scheme.toLowerCase(Locale.ROOT) + url.toString().substring(scheme.length()));
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text.strip()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isBroken(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }
}
