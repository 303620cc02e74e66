package io.chasqui.engine.session;

/**
 * Who may use a broker, for what, and how much.
 *
 * @param login decides who may connect
 * @param permissions decides what somebody may do who is connected
 * @param limits how much one user or connection may have open
 */
public record Access(Login login, Permissions permissions, Limits limits) {

    /**
     * How much one user or connection may have open; 0 is for no limit.
     *
     * @param connectionsPerUser all anonymous connections are of one user
     * @param consumersPerConnection browsers are counted, too
     */
    public record Limits(int connectionsPerUser, int sessionsPerConnection, int consumersPerConnection) {

        public static final Limits NONE = new Limits(0, 0, 0);
    }

    /** Whoever may connect may do everything. */
    public static Access of(Login login) {
        return new Access(login, Permissions.ALL, Limits.NONE);
    }
}
