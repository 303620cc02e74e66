package io.chasqui.crash;

import java.nio.file.Path;

/**
 * How the kill test is run. Immutable.
 *
 * @param home where it keeps the data directory and the logs; it must not exist
 * @param durable whether the broker is given the data directory; without it, the test must fail
 * @param options for the broker, in the form they have in an address, as in {@code broker.memoryLimitBytes=4MiB}
 * @param mostBytes how large the data directory may become
 */
record CrashSettings(long seed, int rounds, Path home, boolean durable, String options, long mostBytes) {

    private static final int SHORT_FORM_ROUNDS = 8;

    /**
     * From the system properties {@code crash.seed}, {@code crash.rounds}, {@code crash.options} and {@code
     * crash.mostMebibytes}.
     */
    static CrashSettings fromProperties(Path home) {
        return new CrashSettings(
                Long.getLong("crash.seed", System.nanoTime() & 0xffffff),
                Integer.getInteger("crash.rounds", SHORT_FORM_ROUNDS),
                home,
                true,
                System.getProperty("crash.options", ""),
                Long.getLong("crash.mostMebibytes", 64) << 20);
    }
}
