package io.chasqui.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The raw enumerations of the API as lists. */
final class Enumerated {

    private Enumerated() {}

    static List<Object> list(Enumeration<?> enumeration) {
        return new ArrayList<>(Collections.list(enumeration));
    }
}
