package dev.wadi.connection;

import org.jspecify.annotations.Nullable;

/** What others take part in when connections call; set once they are there. Thread-safe. */
final class CallHooks {

    private volatile @Nullable CallInterceptor interceptor;
    private volatile @Nullable ConnectionMeters meters;
    private volatile ServiceDirectory services = ServiceDirectory.none();

    @Nullable
    CallInterceptor interceptor() {
        return interceptor;
    }

    void intercept(CallInterceptor newInterceptor) {
        interceptor = newInterceptor;
    }

    ServiceDirectory services() {
        return services;
    }

    void find(ServiceDirectory newServices) {
        services = newServices;
    }

    /** What measures; null as long as nothing does. */
    @Nullable
    ConnectionMeters meters() {
        return meters;
    }

    void measure(ConnectionMeters newMeters) {
        meters = newMeters;
    }
}
