package io.chasqui.engine.session;

import org.jspecify.annotations.Nullable;

/** How many consumers and browsers one connection has open or is opening. Owned by the connection's loop. */
final class Quota {

    private final int most;
    private int taken;

    /** @param most 0 for no limit */
    Quota(int most) {
        this.most = most;
    }

    /** Takes one place; returns null, or why there is none. */
    @Nullable
    String take() {
        if (most > 0 && taken >= most) {
            return "this connection has " + taken + " consumers and browsers open already, and the broker allows "
                    + most + " (maxConsumersPerConnection); close some, use another connection, or raise the limit";
        }
        taken++;
        return null;
    }

    void giveBack() {
        taken--;
    }

    int taken() {
        return taken;
    }
}
