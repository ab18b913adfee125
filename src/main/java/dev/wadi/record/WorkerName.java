package dev.wadi.record;

/** A worker's name, which its messages and metrics tell: its route's id without the folder that workers are in. */
public final class WorkerName {

    private static final String FOLDER = "workers-";

    private WorkerName() {}

    /** The id of the route of a worker. */
    public static String routeId(String worker) {
        return FOLDER + worker;
    }

    /** Whether a route is a worker's. */
    public static boolean isWorker(String routeId) {
        return routeId.startsWith(FOLDER) && routeId.length() > FOLDER.length();
    }

    /** The name of the worker whose route has that id; that of any other route is its id. */
    public static String of(String routeId) {
        return isWorker(routeId) ? routeId.substring(FOLDER.length()) : routeId;
    }
}
