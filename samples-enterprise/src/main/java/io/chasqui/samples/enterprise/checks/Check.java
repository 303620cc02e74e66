package io.chasqui.samples.enterprise.checks;

/** One question, answered by doing it. */
@FunctionalInterface
interface Check {

    /**
     * Does it.
     *
     * @return what was seen, in a few words
     * @throws FailedCheck when that is not what ought to be seen
     * @throws Exception when it cannot even be done
     */
    String run() throws Exception;
}
