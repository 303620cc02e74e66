package io.chasqui.boot;

/** What this program is, for people at the other end. */
final class Program {

    private Program() {}

    /** Name and version. */
    static String name() {
        String version = Program.class.getPackage().getImplementationVersion();
        return "Chasqui " + (version == null ? "(not from a release)" : version);
    }
}
