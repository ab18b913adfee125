package dev.wadi.connection.auth;

import dev.wadi.connection.auth.Authentication.ClientCredentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The request for a token with a client's credentials (RFC 6749, section 4.4.2), and what in it is secret. */
final class TokenRequest {

    private final Map<String, String> headers;
    private final byte[] form;
    private final List<String> secrets;

    TokenRequest(ClientCredentials client) {
        String id = encode(client.clientId());
        String secret = encode(client.clientSecret().value());
        String basic = Base64.getEncoder().encodeToString((id + ':' + secret).getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        client.scope().ifPresent(scope -> fields.put("scope", encode(scope)));
        client.audience().ifPresent(audience -> fields.put("audience", encode(audience)));
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("Content-Type", "application/x-www-form-urlencoded");
        if (client.inBody()) {
            fields.put("client_id", id);
            fields.put("client_secret", secret);
        } else {
            sent.put("Authorization", "Basic " + basic);
        }
        this.headers = Map.copyOf(sent);
        this.form = fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + field.getValue())
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
        this.secrets = List.of(basic, secret, client.clientSecret().value());
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] form() {
        return form.clone();
    }

    String redact(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
