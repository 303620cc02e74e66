package io.chasqui.samples.flashsale;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param file null for the bundled orders, {@code -} for standard input
 * @param rate orders per second; 0 for as fast as possible
 * @param rejected where rejected lines go, if anywhere
 */
record Options(
        @Nullable String file,
        String url,
        int workers,
        long rate,
        @Nullable Login login,
        @Nullable String rejected) {

    static final Options DEFAULTS = new Options(null, "vm://flash-sale", 4, 8_000, null, null);

    record Login(String user, @Nullable String password) {}
}
