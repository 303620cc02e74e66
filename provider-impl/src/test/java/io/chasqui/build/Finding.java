package io.chasqui.build;

import java.nio.file.Path;

/**
 * One place that breaks a rule.
 *
 * @param rule which rule
 * @param subject what an exemption names: a file below the project's root, a type, or a type and its method
 * @param file the file, below the project's root
 * @param line where in the file, from 1
 * @param what the value that breaks the rule
 */
record Finding(Rule rule, String subject, Path file, int line, String what) {

    /** The line a person reads: where, what, and what to do. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + what + ". " + rule.advice() + " [" + rule + ", " + subject + "]";
    }
}
