package io.chasqui.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order things that are compared take turns. */
final class Interleaving {

    private Interleaving() {}

    /** All of them once, beginning with another one each round, so that none always follows the same one. */
    static <T> List<T> round(List<T> all, int round) {
        List<T> turned = new ArrayList<>(all);
        Collections.rotate(turned, -(round % Math.max(1, all.size())));
        return turned;
    }
}
