package io.chasqui.build;

/** The rules of shape that every source file keeps. */
enum Rule {
    FILE_LENGTH("A file has at most 500 lines: split it by responsibility"),
    METHOD_LENGTH("A method has at most 70 lines: give its steps methods of their own"),
    CONSTRUCTOR_PARAMETERS("A constructor takes at most 6 parameters: pass a record"),
    INTERFACE_SIZE(
            "An interface declares at most 12 methods unless it extends one of Jakarta's: split it by its callers"),
    NAME("Say what the type does or is; these words say nothing"),
    PACKAGE_INFO(
            "Every package of main sources has a package-info with @NullMarked: purpose, importers, where to start"),
    PRINTING("A library prints nothing: use System.Logger, or throw"),
    SLEEP("A test waits for a condition with a bound, or turns a manual clock; it never sleeps"),
    LOCK("Everything in the engine has one owner: post the call to the owner's loop instead of locking"),
    CLOCK(
            "The engine takes time from EventLoop.now() and randomness from its constructor, so that it can be simulated"),
    UNFINISHED("Finish it, or remove it and open an issue");

    private final String advice;

    Rule(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
