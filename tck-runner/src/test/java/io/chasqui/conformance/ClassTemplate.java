package io.chasqui.conformance;

import java.io.Serializable;

/** What {@link VanishingClass} copies: a serializable class that refers to nothing else. */
public final class ClassTemplate implements Serializable {

    private static final long serialVersionUID = 1L;

    public ClassTemplate() {}
}
