package dev.wadi.manage;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A client of the management port that keeps its cookies, as a browser does. */
final class Visitor implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI root;

    Visitor(ManagementServer server) {
        this.root = URI.create("http://127.0.0.1:" + server.port());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> signIn(String user, String password) {
        return post("/hawtio/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    }

    /** Signs in with the right password. */
    Visitor signedIn() {
        HttpResponse<String> response = signIn(ManagedRoutes.USER, ManagedRoutes.PASSWORD);
        if (response.statusCode() != 200) {
            throw new AssertionError("The sign-in was refused with " + response.statusCode());
        }
        return this;
    }

    String jolokia(String body) {
        return post("/hawtio/jolokia", body).body();
    }

    List<String> header(HttpResponse<String> response, String name) {
        return response.headers().allValues(name);
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
