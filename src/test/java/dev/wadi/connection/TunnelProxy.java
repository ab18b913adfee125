package dev.wadi.connection;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that makes tunnels to one port of this machine, whatever it is asked for, and notes what that was. */
final class TunnelProxy {

    /** What it was asked for: method, address, and the credentials if any. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final NetClient out;
    private final int target;
    private final HttpServer server;

    TunnelProxy(Vertx vertx, int target) {
        this.out = vertx.createNetClient();
        this.target = target;
        this.server = vertx.createHttpServer()
                .requestHandler(this::tunnel)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    private void tunnel(HttpServerRequest request) {
        String credentials = request.getHeader("Proxy-Authorization");
        asked.add(request.method() + " " + request.uri() + (credentials == null ? "" : " " + credentials));
        if (!request.method().name().equals("CONNECT")) {
            request.response().end("{\"by\":\"proxy\"}");
            return;
        }
        out.connect(target, "127.0.0.1").onSuccess(far -> request.toNetSocket().onSuccess(near -> {
            near.pipeTo(far);
            far.pipeTo(near);
        }));
    }
}
