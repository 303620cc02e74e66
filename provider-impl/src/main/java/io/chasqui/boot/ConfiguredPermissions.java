package io.chasqui.boot;

import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.AccessTarget;
import io.chasqui.api.security.Operation;
import io.chasqui.engine.session.Permissions;
import io.chasqui.message.Destination;
import io.chasqui.protocol.Identity;
import io.chasqui.security.RefusalLog;
import java.util.Locale;

/** Asks the configured policy, and logs what it refuses, a few lines a minute. A policy that fails refuses. */
final class ConfiguredPermissions implements Permissions {

    private final AccessPolicy policy;
    private final RefusalLog log = new RefusalLog(System::nanoTime);

    ConfiguredPermissions(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean allow(Identity who, Action action, Destination destination) {
        String user = who.user() == null ? "the anonymous user" : "user " + who.user();
        String what = user + " " + action.name().toLowerCase(Locale.ROOT) + " on " + destination;
        boolean allowed;
        try {
            allowed = policy.allows(
                    who.user(),
                    who.roles(),
                    Operation.valueOf(action.name()),
                    new AccessTarget(
                            AccessTarget.Kind.valueOf(destination.kind().name()), destination.name()));
        } catch (RuntimeException | Error failure) {
            log.failed("the access policy failed, and what it was asked about is refused: " + what, failure);
            return false;
        }
        if (!allowed) {
            log.refused("not allowed: " + what);
        }
        return allowed;
    }
}
