package dev.wadi.demo.api;

/**
 * What an id in the demo world means.
 *
 * <p>A project id has five digits. The generator uses {@value #FIRST_PROJECT} to {@value #LAST_PROJECT}; the API knows
 * every project but those that begin with 404. The id of a task assignment or of a media is the project's id followed by
 * a number of five digits, so that the project can be told from it: 1001700042 belongs to project 10017. An assignment
 * with an odd number is completed, one with an even number is not. A video collaboration's id is the project's followed
 * by 1. All of them fit into 32 bits.
 */
public final class WorldIds {

    /** The first project that events are about. */
    public static final int FIRST_PROJECT = 10_001;

    /** The last project that events are about. */
    public static final int LAST_PROJECT = 10_300;

    /** The first of a hundred project ids that the API does not know. */
    public static final int FIRST_UNKNOWN_PROJECT = 40_400;

    /** Numbers of assignments and of media are below this. */
    public static final int NUMBERS = 100_000;

    private WorldIds() {}

    /** The id of a project's task assignment or media with the given number. */
    public static long inProject(int project, int number) {
        return (long) project * NUMBERS + Math.floorMod(number, NUMBERS);
    }

    /** The project that a task assignment or a media belongs to. */
    public static int projectOf(long id) {
        return Math.toIntExact(id / NUMBERS);
    }

    /** Whether a task assignment is completed. */
    public static boolean isCompleted(long assignment) {
        return assignment % 2 == 1;
    }

    public static long videoCollaboration(int project) {
        return project * 10L + 1;
    }

    /** Whether the API knows the project. */
    public static boolean isKnownProject(long project) {
        return project >= 10_000 && project <= 99_999 && project / 100 != FIRST_UNKNOWN_PROJECT / 100;
    }

    /** An id as a number; -1 if the text is none of up to ten digits. */
    public static long parse(String text) {
        return text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
    }
}
